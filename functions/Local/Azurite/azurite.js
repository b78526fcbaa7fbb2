// Azurite's table service as a child of Local. It saves its rows when told to shut down, so it is told when standard input ends: at Local's clean
// stop, and just as well when Local is killed. Signals are Local's business: Ctrl-C reaches the whole process group, and would close the tables
// under handlers that are still finishing.
const ignore = () => {};
process.on('SIGTERM', ignore);
process.on('SIGINT', ignore);
process.on('newListener', (event, listener) => {
  if (event === 'SIGINT') setImmediate(() => process.removeListener('SIGINT', listener));
});
process.stdin.on('end', () => process.emit('message', 'shutdown'));
process.stdin.resume();
require('azurite/dist/src/table/main.js');
