import { execFile } from 'node:child_process';

/** The environment that commands are found and run in. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Such commands answer in a fraction of a second. A tool that takes longer is broken. */
const RUN_MS_MAX = 20_000;

export interface Ran {
  /** Standard output, then standard error. */
  readonly output: string;
  /** Why it failed, in a line, or null. */
  readonly failure: string | null;
}

/** Runs a short command to its end. Never throws: a missing command is an answer too. */
export const run = (command: string, args: readonly string[], env: Env): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(command, [...args], { env, timeout: RUN_MS_MAX }, (error, stdout, stderr) => {
      resolve({ output: stdout + stderr, failure: error ? (error.message.split('\n')[0] ?? '') : null });
    });
  });
