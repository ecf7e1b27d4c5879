/** Waits for k6's end, and sees to it that it comes: k6 may be stopped, may hang, and may not obey. */
import type { Child, Exit } from '../machine/processes/child.ts';
import type { Interrupt } from './interrupt.ts';
import type { RunFolder } from './run-folder.ts';

/** k6 ends its iterations at once, and then pushes its last samples: for five seconds at most, if nobody takes them. */
const OBEY_MS_MAX = 10_000;
/** After a deadline, time for the end of a child to be noticed: the command itself may have been stopped in between. */
const LAST_LOOK_MS = 1000;

export interface Supervision {
  readonly k6: Pick<Child, 'exited' | 'signal' | 'stop' | 'logFile'>;
  readonly interrupt: Pick<Interrupt, 'first'>;
  /** Resolves, with the reason in words, when a clause of the plan ends the load. */
  readonly aborted: Promise<string>;
  readonly note: RunFolder['note'];
  /** Until then it has ended by itself, however slow the target. */
  readonly endsWithinMs: number;
}

/** Resolves with k6's exit. Notes whatever ended it early. */
export async function superviseGenerator({
  k6,
  interrupt,
  aborted,
  note,
  endsWithinMs,
}: Supervision): Promise<Exit> {
  const abort = aborted.then((why) => ({ why }));
  const first = await within(endsWithinMs, Promise.race([k6.exited, interrupt.first, abort]));
  if (first === LATE) {
    const late = `k6 had not ended ${inSeconds(endsWithinMs)} after its start, when the plan was long over`;
    note('generator-died', `${late}, and was killed; see ${k6.logFile}`);
    return k6.stop(0);
  }
  if (typeof first === 'string' || 'why' in first) {
    if (typeof first === 'string')
      note('interrupted', `${first} stopped the load; orders in flight may or may not be stored`);
    else note('aborted', first.why);
    k6.signal('SIGINT');
    const exit = await within(OBEY_MS_MAX, k6.exited);
    if (exit !== LATE) return exit;
    note(
      'generator-died',
      `k6 did not end within ${inSeconds(OBEY_MS_MAX)} of the ${typeof first === 'string' ? 'interrupt' : 'abort'}, and was killed`,
    );
    return k6.stop(0);
  }
  if (first.code !== 0)
    note('generator-died', `k6 ended with ${first.signal ?? `exit code ${first.code}`}; see ${k6.logFile}`);
  return first;
}

const inSeconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

const LATE = Symbol('late');

function within<T>(limitMs: number, promise: Promise<T>): Promise<T | typeof LATE> {
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => {
      timer = setTimeout(() => resolve(LATE), LAST_LOOK_MS);
    }, limitMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
