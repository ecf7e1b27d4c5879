/** Settles pending payments in the background, one round at a time. */
import type { FastifyInstance } from 'fastify';

const EVERY_MS = 1000;

/** @param settle one round; its error is reported and the next round tries again. */
export function settleRegularly(
  app: FastifyInstance,
  settle: () => Promise<unknown>,
  reportError: (error: Error) => void,
): void {
  let round: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    round ??= settle()
      .catch(reportError)
      .finally(() => {
        round = null;
      });
  }, EVERY_MS);
  timer.unref();
  // A round under way still needs the store, which closes after this.
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await round;
  });
}
