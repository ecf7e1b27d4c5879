/** Tries to lift a fault until it is lifted, for half a minute or so. */
import type { Moment } from '../../evidence/drills-seen.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import type { DrillClock } from './clock.ts';
import type { Lever } from './lever.ts';

/** A fault that stays is worse than a run that ends some seconds later. */
const PAUSES_MS = [200, 500, 1000, 2000, 4000];
/** No further try begins after this, however long each one has taken. */
const LIFT_MS_MAX = 20_000;

export type Done = { readonly moment: Moment } | { readonly problem: string };

/**
 * Never rejects. `afterMs` of its moment is when the first try began: it may have lifted the fault although its answer was lost.
 * @param words what goes wrong, and where
 */
export async function liftFault(
  lever: Pick<Lever, 'lift' | 'byHand'>,
  {
    words,
    clock,
    tell,
  }: { readonly words: string; readonly clock: DrillClock; readonly tell: (words: string) => void },
): Promise<Done> {
  const [beganAtMs, afterMs] = [clock.steadyMs(), clock.nowMs()];
  for (let tries = 1; ; tries++) {
    const done = await timed(lever.lift, clock);
    if ('moment' in done) {
      tell('its fault is lifted');
      return { moment: { afterMs, byMs: Math.max(afterMs, done.moment.byMs) } };
    }
    const pauseMs = PAUSES_MS[tries - 1];
    if (pauseMs === undefined || clock.steadyMs() - beganAtMs + pauseMs > LIFT_MS_MAX) {
      tell(`its fault COULD NOT BE LIFTED (${words}): ${done.problem}. ${lever.byHand}`);
      return done;
    }
    if (tries === 1) tell(`its fault is not lifted yet, and that is tried again: ${done.problem}`);
    await clock.sleep(pauseMs, null);
  }
}

/** From just before it was asked for until it was acknowledged. */
export async function timed(act: () => Promise<void>, clock: Pick<DrillClock, 'nowMs'>): Promise<Done> {
  const afterMs = clock.nowMs();
  try {
    await act();
    return { moment: { afterMs, byMs: Math.max(afterMs, clock.nowMs()) } };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}
