/**
 * Stands for the CLI in tests: starts a keeper, says `kept by <keeper pid>`, starts children, says
 * `ready`, and then waits for its end. Arguments: folder for logs, how many children. SCRIPT in the environment is the
 * shell script of each child: as an argument it would make this process look like one of them.
 */
import { join } from 'node:path';
import { startChild } from '../../../machine/processes/child.ts';
import { startKeeper } from '../../../machine/processes/keeper.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const { SCRIPT = '' } = process.env;
const keeper = await startKeeper((reason) => console.log(reason));
console.log(`kept by ${keeper.pid}`);
process.on('SIGINT', () => console.log('got SIGINT'));
for (let i = 0; i < Number(count); i++) {
  const name = `child-${i}`;
  await startChild(keeper, {
    name,
    command: 'sh',
    args: ['-c', SCRIPT],
    logFile: join(folder, `${name}.log`),
  });
}
console.log('ready');
