/** Work in the background, one round at a time: settling, sweeping, dispatching, measuring. */
import type { FastifyInstance } from 'fastify';

/**
 * @param everyMs real milliseconds from the start of one round to the next; a longer round delays the next
 * @param round if it fails, the error is reported and the next round tries again
 */
export function regularly(
  app: FastifyInstance,
  everyMs: number,
  round: () => Promise<unknown>,
  reportError: (error: Error) => void,
): void {
  let underWay: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    underWay ??= round()
      .catch(reportError)
      .finally(() => {
        underWay = null;
      });
  }, everyMs);
  timer.unref();
  // A round under way still needs the store, which closes after this.
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await underWay;
  });
}
