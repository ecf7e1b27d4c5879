/** How many shoppers a plan has at once, as far as that is known before anybody answers: an estimate that is rather too low. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { type CompiledBehaviour, visitShares } from '../../scenarios/crowd/behaviour.ts';
import { castOf, type Member } from '../../scenarios/crowd/cast.ts';
import { lengthMs, timetable } from '../../scenarios/crowd/timetable.ts';
import type { Shop } from '../../scenarios/shop/shop.ts';
import { most } from '../text/most.ts';

const HOUR_MS = 3_600_000;
/** A session that leaves more seldom than that stays for the whole phase. */
const LEAVING_MIN = 1e-9;

/** How large a plan is, as far as that is known before it runs. */
export interface PlanSize {
  readonly shoppers: number;
  readonly seconds: number;
}

export const planSize = (plan: Plan, shop: Shop): PlanSize => ({
  shoppers: shoppersAtOnce(plan, shop),
  seconds: Math.round(lengthMs(timetable(plan)) / 1000),
});

/** The most over all moments: phases that run together add up. */
export function shoppersAtOnce(plan: Plan, shop: Shop): number {
  const times = timetable(plan);
  const ofPhase = plan.phases.map((phase, i) => {
    const { startMs, endMs } = times[i]!;
    return castOf(plan, phase, shop).reduce((sum, member) => sum + membersAtOnce(member, endMs - startMs), 0);
  });
  // The most are there when some phase begins: none begins in between.
  return Math.ceil(
    most(
      times.map(({ startMs: atMs }) =>
        times.reduce((sum, { startMs, endMs }, i) => {
          const runs = startMs <= atMs && atMs < endMs;
          return runs ? sum + ofPhase[i]! : sum;
        }, 0),
      ),
    ),
  );
}

/** Held and herds as they are planned; arriving ones by Little's law. */
function membersAtOnce({ population, curve, herdShoppers, graph }: Member, phaseMs: number): number {
  if (population.kind === 'herd') return herdShoppers;
  if (population.kind === 'held') return curve!.max;
  return (curve!.max * Math.min(sessionMs(graph), phaseMs)) / HOUR_MS;
}

/** The mean time that a session thinks if all answers are ok. Nobody thinks after the last one. */
export function sessionMs(graph: CompiledBehaviour): number {
  let leavingInAll = 0;
  let thinkMs = 0;
  visitShares(graph).forEach((share, node) => {
    const goesOn = graph.edges[0]![node]!.cumulative.at(-1) ?? 0;
    leavingInAll += share * (1 - goesOn);
    thinkMs += share * goesOn * graph.thinkMsMean[node]!;
  });
  return leavingInAll < LEAVING_MIN ? Number.POSITIVE_INFINITY : thinkMs / leavingInAll;
}
