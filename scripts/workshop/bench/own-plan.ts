/** A crowd in a shop of a user's as a plan: those who act, with think times stretched to the wanted rate, and those who wait. */
import type { Plan, Population } from '../../../scenarios/campaigns/plan.ts';
import { compileBehaviour, meanThinkMs } from '../../../scenarios/crowd/behaviour.ts';
import { crowdPlan } from './crowd-plan.ts';
import { OWN_SHOPS, type OwnShopName } from './own-shops.ts';

export interface OwnLoad {
  readonly shop: OwnShopName;
  readonly behaviour: string;
  readonly requestsPerSecond: number;
  /** They send all requests. */
  readonly active: number;
  /** A herd that is never released: its rows are written, and it keeps nothing. */
  readonly waiting: number;
}

const MS_PER_SECOND = 1000;

export function ownPlan({ shop, behaviour, requestsPerSecond, active, waiting }: OwnLoad): Plan {
  const graph = compileBehaviour(OWN_SHOPS[shop].behaviours[behaviour]!, {}, 1);
  const plan = crowdPlan({ requestsPerSecond, browsers: active, waiting });
  const [phase] = plan.phases;
  const populations = phase!.populations.map((population): Population => ({ ...population, behaviour }));
  return {
    ...plan,
    pace: (active * MS_PER_SECOND) / (requestsPerSecond * meanThinkMs(graph)),
    phases: [{ ...phase!, populations }],
  };
}
