/** Checks that nobody may think for longer than the embedded shop holds something for them. */
import { heldRealMs } from '../../mock-services/platform/agenda.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { longestSeconds } from '../../scenarios/crowd/think-time.ts';
import type { Behaviour } from '../../scenarios/shop/behaviour.ts';
import { HOLDS } from '../../scenarios/targets/mock-shop/holds.ts';
import type { Draft, Known, Path, Report } from '../mistakes/draft.ts';
import { inShort } from '../text/numbers.ts';

type DraftPopulation = Draft<Plan['phases'][number]['populations'][number]>;

const MS_PER_SECOND = 1000;

export function checkHolds(plan: Draft<Plan>, known: Known, report: Report): void {
  plan?.phases?.forEach((phase, i) => {
    phase?.populations?.forEach((population, k) => {
      checkHoldsOf(plan, population, known, ['phases', i, 'populations', k], report);
    });
  });
}

/** Thinking takes real time; what is held for a shopper runs out on the calendar. */
function checkHoldsOf(
  plan: Draft<Plan>,
  population: DraftPopulation,
  known: Known,
  path: Path,
  report: Report,
): void {
  if (population?.kind === undefined || population.behaviour === undefined || plan?.speed === undefined)
    return;
  const { behaviours } = known;
  const behaviour = Object.hasOwn(behaviours, population.behaviour)
    ? behaviours[population.behaviour]
    : undefined;
  const { requestTimeoutMs } = plan.generator ?? {};
  const pace = population.paced === true ? plan.pace : 1;
  if (behaviour === undefined || requestTimeoutMs === undefined || pace === undefined) return;
  const heldMs = heldRealMs(plan.speed);
  for (const [holder, keeper] of HOLDS) {
    const seconds = longestThinkSeconds(behaviour.steps, holder, keeper);
    const longestMs = seconds * MS_PER_SECOND * pace + requestTimeoutMs;
    if (seconds === 0 || longestMs <= heldMs) continue;
    const problem = `may take ${inShort(longestMs / MS_PER_SECOND)} s from ${holder} to ${keeper} at pace ${pace}, but it is held for ${inShort(heldMs / MS_PER_SECOND)} s at speed ${plan.speed}`;
    const hint = 'lower pace or speed, or set paced to false for those who buy';
    report([...path, 'behaviour'], problem, hint);
    return;
  }
}

/** The longest that can be thought on any way from one step to another, each step once; 0 if there is no way. */
function longestThinkSeconds(
  steps: Behaviour['steps'],
  from: string,
  to: string,
  seen: readonly string[] = [],
): number {
  const step = Object.hasOwn(steps, from) ? steps[from] : undefined;
  if (step === undefined || seen.includes(from)) return 0;
  const nexts = [step.ok, step.refused, step.degraded].flatMap((edges) => Object.keys(edges ?? {}));
  const ways = nexts.map((next) => {
    if (next === to) return longestSeconds(step.thinkSeconds);
    const rest = longestThinkSeconds(steps, next, to, [...seen, from]);
    return rest === 0 ? 0 : longestSeconds(step.thinkSeconds) + rest;
  });
  return ways.reduce((longest, way) => Math.max(longest, way), 0);
}
