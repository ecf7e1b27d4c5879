/** A lever that remembers when it was moved, takes its time, and fails as often as a test says. */
import type { Lever } from '../lever.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface LeverStory {
  readonly setTakesMs?: number;
  readonly liftTakesMs?: number;
  /** Which call of `set`, from 0, fails. */
  readonly setFailsAt?: number;
  /** So many calls of `lift` fail first. */
  readonly liftFails?: number;
}

export function fakeLever(clock: VirtualClock, story: LeverStory = {}) {
  const moves: { readonly what: 'set' | 'lifted'; readonly atMs: number }[] = [];
  let sets = 0;
  let lifts = 0;
  const lever: Lever = {
    byHand: 'Pull it out',
    set: async () => {
      await clock.sleep(story.setTakesMs ?? 0);
      moves.push({ what: 'set', atMs: clock.nowMs() });
      if (sets++ === story.setFailsAt) throw new Error('it jams');
    },
    lift: async () => {
      await clock.sleep(story.liftTakesMs ?? 0);
      if (lifts++ < (story.liftFails ?? 0)) throw new Error('it is stuck');
      moves.push({ what: 'lifted', atMs: clock.nowMs() });
    },
  };
  return { lever, moves };
}
