/**
 * What ends a run early: Ctrl-C, the signals of a service manager, a terminal that is closed, npm that was killed. The first ends
 * the stage that runs, and the run is judged with what there is. A second signal ends everything.
 */
import { watchStarter } from '../machine/processes/starter.ts';
import { TERMINALS } from '../text/terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type StopSignal = (typeof SIGNALS)[number];

/** One Ctrl-C may come twice: from the terminal, and from npm, which passes it on. */
const ECHO_MS_MAX = 300;

export interface Interrupt {
  readonly happened: boolean;
  /** Resolves at the first, with its name. */
  readonly first: Promise<string>;
  /** Aborted at the first; the reason is an error that names it. */
  readonly signal: AbortSignal;
  /** Interrupts by itself. */
  readonly stop: (reason: string) => void;
  /** Call it when nothing is left to interrupt. */
  readonly stopListening: () => void;
}

/** The user's interrupt came before the load. */
export class NothingSent extends Error {
  override readonly name = 'NothingSent';
}

/**
 * Call it before a stage that starts something.
 * @throws NothingSent when the run was interrupted
 */
export function stopIfInterrupted({ happened }: Pick<Interrupt, 'happened'>, next: string): void {
  if (happened) throw new NothingSent(`stopped before ${next} was started; nothing was sent`);
}

/** What interrupts come from; tests have their own. */
export interface Surroundings {
  readonly process: {
    on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
    off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  };
  /** Whether an input or output was a terminal when the command began. */
  readonly hasTerminal: boolean;
  readonly nowMs: () => number;
  readonly watchStarter: (onGone: () => void) => () => void;
}

const SYSTEM: Surroundings = {
  process,
  hasTerminal: TERMINALS.length > 0,
  nowMs: () => performance.now(),
  watchStarter,
};

/** Processes that outlive their terminal already: a command may rehearse a hundred times. */
const OUTLIVING = new WeakSet<object>();

/** @param onSecond ends everything; called at the second signal */
export function listenForInterrupt(onSecond: () => void, surroundings = SYSTEM): Interrupt {
  const abort = new AbortController();
  let first: { readonly reason: string; readonly atMs: number } | null = null;
  let resolveFirst: (reason: string) => void = () => undefined;
  const firstCame = new Promise<string>((resolve) => {
    resolveFirst = resolve;
  });
  const stop = (reason: string): void => {
    if (first !== null) return;
    first = { reason, atMs: surroundings.nowMs() };
    abort.abort(new Error(`${reason} came`));
    resolveFirst(reason);
  };
  const listen = (signal: StopSignal): void => {
    // A terminal that closes tells its processes more than once. A run that has no terminal (nohup, a log file) goes on without.
    if (signal === 'SIGHUP') {
      if (surroundings.hasTerminal) stop(signal);
      return;
    }
    const isEcho = first?.reason === signal && surroundings.nowMs() - first.atMs < ECHO_MS_MAX;
    if (first === null) stop(signal);
    else if (!isEcho) onSecond();
  };
  for (const signal of SIGNALS) surroundings.process.on(signal, listen);
  const forgetStarter = surroundings.watchStarter(() => stop('the end of npm, which started this run,'));
  return {
    get happened() {
      return first !== null;
    },
    first: firstCame,
    signal: abort.signal,
    stop,
    stopListening: () => {
      forgetStarter();
      // The verdict may still be on its way to a terminal. Closing that one must not take the exit code away.
      if (!OUTLIVING.has(surroundings.process)) surroundings.process.on('SIGHUP', () => undefined);
      OUTLIVING.add(surroundings.process);
      for (const signal of SIGNALS) surroundings.process.off(signal, listen);
    },
  };
}
