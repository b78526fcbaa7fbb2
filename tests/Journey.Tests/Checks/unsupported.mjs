// Reads mail HTML on standard input and writes what the clients of npm caniemail cannot do with it: one "feature: client" a line.
import { caniemail } from 'caniemail';
import { readFileSync } from 'node:fs';

const clients = ['gmail.*', 'apple-mail.*', 'outlook.*'];
const { issues } = caniemail({ clients, html: readFileSync(0, 'utf8') });
const lines = new Set();
for (const [client, found] of issues.errors) for (const { title } of found) lines.add(`${title}: ${client}`);
console.log([...lines].sort().join('\n'));
