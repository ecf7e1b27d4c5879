/**
 * Ctrl-C, and the signals of a service manager. The first stops the load, and the run is still judged. The second ends
 * everything.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupt {
  readonly happened: boolean;
  /** Resolves at the first signal. */
  readonly first: Promise<NodeJS.Signals>;
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

/** @param onSecond ends everything; called at the second signal */
export function listenForInterrupt(onSecond: () => void): Interrupt {
  let count = 0;
  let resolveFirst: (signal: NodeJS.Signals) => void = () => undefined;
  const first = new Promise<NodeJS.Signals>((resolve) => {
    resolveFirst = resolve;
  });
  const listen = (signal: NodeJS.Signals): void => {
    count++;
    if (count === 1) resolveFirst(signal);
    else onSecond();
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  return {
    get happened() {
      return count > 0;
    },
    first,
    stopListening: () => {
      for (const signal of SIGNALS) process.off(signal, listen);
    },
  };
}
