/**
 * The lifter: a small process in a session of its own that knows how the faults end that the user's commands and calls have begun. When
 * Carnival ends, even by kill -9, the pipe to the lifter closes. Then it ends every fault that is still there, and itself.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../machine/project-root.ts';
import { settledWithin } from '../../mistakes/settled-within.ts';
import type { UserAction } from './user-action.ts';

/** Node needs a tenth of a second to start, and more on a busy machine. */
const ARMED_MS_MAX = 10_000;
/** With nothing to lift it ends at once. */
const CLOSE_MS_MAX = 2000;

export interface Armed {
  readonly drill: string;
  readonly end: UserAction;
  /** What a person must do if it cannot. */
  readonly byHand: string;
}
/** A line on the lifter's input. It answers to `arm` with the name of the drill, on a line. */
export type LifterLine = { readonly arm: Armed } | { readonly disarm: string };

export interface Lifter {
  readonly pid: number;
  /** Resolves once the lifter will end the fault. @throws Error when it has died */
  arm(armed: Armed): Promise<void>;
  disarm(drill: string): void;
  /** What is still armed it tries to lift, after we are gone. */
  close(): Promise<void>;
}

/**
 * @param eventsFile where it notes what it has done
 * @param onLoss told when it was killed while it had something to lift
 */
export async function startLifter(eventsFile: string, onLoss: (reason: string) => void): Promise<Lifter> {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'lifter.js'), eventsFile], {
    // In a folder that nobody wants to remove, and out of reach of the terminal's Ctrl-C.
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const dead = new Promise<never>((_, reject) => {
    child.once('exit', () =>
      reject(new Error('the process that would lift it, should Carnival die, is gone')),
    );
  });
  dead.catch(() => undefined);
  await once(child, 'spawn');
  const [input, output] = [child.stdin as Socket, child.stdout as Socket];
  // Told to whoever arms next.
  input.on('error', () => undefined);
  for (const handle of [child, input, output]) handle.unref();

  const armed = new Set<string>();
  const waiting = new Map<string, () => void>();
  createInterface({ input: output }).on('line', (drill) => waiting.get(drill)?.());
  let closing = false;
  dead.catch(() => {
    if (!closing && armed.size > 0)
      onLoss(
        `process ${child.pid} was killed, which would lift the faults of ${[...armed].join(', ')} should Carnival be killed too`,
      );
  });
  const tell = (line: LifterLine): void => {
    if (input.writable) input.write(`${JSON.stringify(line)}\n`);
  };
  return {
    pid: child.pid!,
    arm: async (what) => {
      const known = new Promise<void>((resolve) => {
        waiting.set(what.drill, resolve);
      });
      tell({ arm: what });
      await settledWithin(
        ARMED_MS_MAX,
        Promise.race([known, dead]),
        () => new Error('the process that would lift it, should Carnival die, does not answer'),
      );
      armed.add(what.drill);
    },
    disarm: (drill) => {
      armed.delete(drill);
      tell({ disarm: drill });
    },
    close: async () => {
      closing = true;
      input.end();
      if (armed.size > 0) return;
      await settledWithin(CLOSE_MS_MAX, dead, () => new Error('late')).catch(() => undefined);
    },
  };
}
