/** The processes of one run. All are stopped at the end, however far the run came. */
import type { RunEvent } from '../evidence/observations.ts';
import type { Child, StartChild } from '../machine/processes/child.ts';
import type { RunFolder } from './run-folder.ts';

export interface RunChildren {
  readonly start: StartChild;
  /** Everything that was started so far. Grows as more are started. */
  readonly started: readonly Child[];
  /** From now on, it is an event of the run if the child ends and the run did not stop it. */
  readonly noteDeath: (child: Child, kind: RunEvent['kind'], subject: string) => void;
  /** Its death is meant, and no event. */
  readonly expectDeath: (child: Child) => void;
  readonly stop: () => Promise<void>;
}

/** @param start starts a process that the keeper knows */
export function keepChildren(start: StartChild, note: RunFolder['note']): RunChildren {
  const started: Child[] = [];
  const doomed = new Set<Child>();
  let stopping = false;
  return {
    started,
    start: async (options) => {
      const child = await start(options);
      started.push(child);
      return child;
    },
    noteDeath: (child, kind, subject) => {
      child.exited.then(({ code, signal }) => {
        if (stopping || doomed.has(child)) return;
        note(
          kind,
          `${subject} ended during the run (${signal ?? `exit code ${code}`}); see ${child.logFile}`,
        );
      });
    },
    expectDeath: (child) => doomed.add(child),
    stop: async () => {
      stopping = true;
      await Promise.all(started.map((child) => child.stop()));
    },
  };
}
