/** From all that was measured to the levels of a `capacity.json`. Pure. */
import type { Level } from '../capacity/level.ts';
import type { LevelResult } from './level-result.ts';

/** One search for the edge of one count, in one repetition. */
export interface Searched {
  readonly results: readonly LevelResult[];
  /** Why it did not find the edge, in words; null: it did. */
  readonly givenUp: string | null;
}

/**
 * What was held is the most that a count carries only where something above it was too much. Where nothing was shown to be, it may carry more.
 */
export const levelsOf = (searches: readonly Searched[]): readonly Level[] =>
  searches.flatMap(({ results, givenUp }) =>
    results.map((result) => {
      const { replicas, repetition, perSecond, state, why, throughput, seconds, saturations } = result;
      const isOpen = state === 'held' && givenUp !== null;
      return {
        ...{ replicas, repetition, throughput, load: null, offered: perSecond },
        seconds: seconds.map(({ good }) => good),
        isInObjective: state === 'held',
        state: isOpen
          ? ('edge-not-seen' as const)
          : state === 'held' || state === 'over'
            ? 'measured'
            : state,
        ...(Object.keys(saturations).length === 0 ? {} : { saturations: { ...saturations } }),
        why: isOpen ? givenUp : why,
      };
    }),
  );
