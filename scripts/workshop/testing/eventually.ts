/** Waiting in tests of real processes. */
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/** Looks again and again until it holds; throws with the last value seen when it does not come to. */
export async function eventually<T>(look: () => T | Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  const untilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > untilMs)
      throw new Error(`Did not come to hold within ${PATIENCE_MS} ms; last seen: ${JSON.stringify(seen)}`);
    await sleep(POLL_MS);
  }
}
