/** One connection of a try: opened, held for a moment, and closed. Without network: its driver dials. */
import { SWITCHING_PROTOCOLS } from '../shop/http-status.ts';
import { unanswered, type Wire } from './connections.ts';

/** Long enough to see a target that opens a connection and hangs up, and short enough for a try. */
export const HELD_MS_MAX = 500;
const MS_PER_SECOND = 1000;

/** What became of it. */
export interface Held {
  /** 101: it was open; 0: it never was. */
  readonly status: number;
  /** Why it failed; empty: it was held, and we closed it. */
  readonly error: string;
  readonly isOwnError: boolean;
}

export interface HoldPorts {
  /** As `Dial`, of one connection. */
  readonly dial: (wire: Wire) => () => void;
  readonly nowMs: () => number;
  /** Returns what takes it back: k6 does not end before its last timer. */
  readonly after: (ms: number, act: () => void) => () => void;
}

/**
 * @param staySeconds how long the shop lets it stay
 * @param timeoutMs for the handshake
 */
export function holdOnce(staySeconds: number, timeoutMs: number, ports: HoldPorts): Promise<Held> {
  const { dial, nowMs, after } = ports;
  return new Promise((resolve) => {
    let openedAtMs: number | null = null;
    let isOver = false;
    const end = (error: string, isOwnError = false): void => {
      if (isOver) return;
      isOver = true;
      forget();
      resolve({ status: openedAtMs === null ? 0 : SWITCHING_PROTOCOLS, error, isOwnError });
    };
    let forget = after(timeoutMs, () => end(unanswered(timeoutMs)));
    const dropped = (): void =>
      end(`it was to stay for ${staySeconds} s, and the target ended it after ${nowMs() - openedAtMs!} ms`);
    const hangUp = dial({
      opened: () => {
        // Its time was up before.
        if (isOver) {
          hangUp();
          return;
        }
        forget();
        openedAtMs = nowMs();
        forget = after(Math.min(HELD_MS_MAX, staySeconds * MS_PER_SECOND), () => {
          end('');
          hangUp();
        });
      },
      // k6 tells of an error in an open connection first, and then that it is closed.
      refused: (reason, mark) => (openedAtMs === null ? end(reason, mark === 'own') : dropped()),
      // It never opened: the reason is still being asked for.
      closed: () => {
        if (openedAtMs !== null) dropped();
      },
    });
  });
}
