// Azurite as a child of Local: tables and blobs. It saves its rows when told to shut down, so it is told when standard input ends: at Local's clean
// stop, and just as well when Local is killed. Signals are Local's business: Ctrl-C reaches the whole process group, and would close the tables
// under handlers that are still finishing.
const ignore = () => {};
process.on('SIGTERM', ignore);
process.on('SIGINT', ignore);
process.on('newListener', (event, listener) => {
  if (event === 'SIGINT') setImmediate(() => process.removeListener('SIGINT', listener));
});
// nobody may be left to read what it says while it saves
process.stdout.on('error', ignore);
process.stderr.on('error', ignore);
// said again until it ends: a service that is still starting does not listen yet
process.stdin.on('end', () => setInterval(() => process.emit('message', 'shutdown'), 100).unref());
process.stdin.resume();

// Each service is a program of its own that reads its own arguments: those before -- are for tables, those behind it for blobs.
const [node, script, ...words] = process.argv;
const split = words.indexOf('--');
process.argv = [node, script, ...words.slice(0, split)];
require('azurite/dist/src/table/main.js');
delete require.cache[require.resolve('args', { paths: [require.resolve('azurite/package.json')] })];
process.argv = [node, script, ...words.slice(split + 1)];
require('azurite/dist/src/blob/main.js');
