/** For observations that were not counted by the second: the same counts, spread evenly over the seconds of their phase. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import type { StepCount } from '../../evidence/counted.ts';
import { GatherDispersion } from '../../evidence/gather-dispersion.ts';
import type { Dispersion, ResponseCount } from '../../evidence/observations.ts';
import { countedIn, watchedIn } from '../../verdict/watched.ts';

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** @param seconds of each phase */
export function evenSeconds(
  plan: Plan,
  {
    responses,
    intended,
  }: { readonly responses: readonly ResponseCount[]; readonly intended: readonly StepCount[] },
  seconds: number,
): readonly Dispersion[] {
  const gather = new GatherDispersion(
    watchedIn(plan),
    responses.map(countedIn(plan)),
    intended,
    plan.phases.length * seconds,
  );
  for (const { name } of plan.phases)
    for (let second = 0; second < seconds; second++) {
      const inSecond = ({ phase, count }: StepCount, series: number): number => {
        if (phase !== name) return 0;
        // Few of a kind should not meet the few of another in the same seconds.
        const shift = (series * GOLDEN) % 1;
        const upTo = (end: number): number => Math.floor((count * end) / seconds + shift);
        return upTo(second + 1) - upTo(second);
      };
      gather.add(responses.map(inSecond), intended.map(inSecond));
    }
  return gather.dispersion();
}
