/** For each unit test file: makes every start of a process fail, so that `npm run test:fast` stays fast. */
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll } from 'vitest';

const STARTERS = ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const;
const refused: string[] = [];

for (const starter of STARTERS) {
  const refuse = (command: unknown): never => {
    refused.push(`${starter}(${JSON.stringify(command)})`);
    throw processError(refused.at(-1)!);
  };
  Object.assign(childProcess, { [starter]: refuse });
}
// `import { spawn } from 'node:child_process'` reads a copy, which this brings up to date.
syncBuiltinESMExports();

// Code under test may swallow the error where it was thrown.
afterAll(() => {
  const calls = refused.splice(0);
  if (calls.length > 0) throw processError(calls.join(', '));
});

function processError(calls: string): Error {
  return new Error(`a unit test called ${calls}: name tests that start processes *.integration.test.ts`);
}
