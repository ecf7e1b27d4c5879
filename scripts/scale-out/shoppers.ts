/** What shoppers do when they are not served, from the graphs of the plan's behaviours. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { type CompiledBehaviour, visitShares } from '../../scenarios/crowd/behaviour.ts';
import { castOf } from '../../scenarios/crowd/cast.ts';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import type { Shop } from '../../scenarios/shop/shop.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { phaseOf } from './demand.ts';
import { MS_PER_SECOND } from './seconds.ts';
import type { Settings } from './settings.ts';

export interface Shoppers {
  /** Who waits longer gives up. */
  readonly timeoutSeconds: number;
  /** Of those who fail: they ask again, after a time whose mean is `retrySeconds`. The others leave. */
  readonly retryShare: number;
  readonly retrySeconds: number;
  /**
   * Who waits for no longer is in the objective all the same. Left out or null: only who is served in the second of the request, because
   * capacity was measured at the objective, and leaves no time to wait.
   */
  readonly waitSecondsMax?: number | null;
  /** Orders that a shopper who leaves would still have placed, on average. */
  readonly ordersEach: number;
}

const OK = EVERY_OUTCOME.indexOf('ok');
const FAILED = EVERY_OUTCOME.indexOf('failed');

/** Whose think times: the campaign's, or those of a rehearsal, which follow its pace. */
export type ShoppersClock = 'campaign' | 'rehearsal';

/** Of the busiest phase. Each request counts as often as it is sent. */
export function shoppersOf(
  plan: Plan,
  shop: Shop,
  forecast: Forecast,
  phaseName: string,
  { shoppers: given }: Settings,
  clock: ShoppersClock = 'campaign',
): Shoppers {
  const isCampaign = clock === 'campaign';
  const real = isCampaign ? { ...plan, pace: 1, speed: 1 } : plan;
  const counts = forecast.phases.find(({ phase }) => phase === phaseName)!;
  let [all, retried, retryMs, orders] = [0, 0, 0, 0];
  for (const { population, graph, isBot } of castOf(real, phaseOf(plan, phaseName), shop)) {
    const weight =
      (counts.intendedByPopulation[population.name] ?? 0) * (population.paced && isCampaign ? plan.pace : 1);
    const later = ordersFrom(graph, isBot ? null : shop.orderStep);
    for (const [node, visited] of visitShares(graph).entries()) {
      const again = graph.edges[FAILED]![node]!.cumulative.at(-1) ?? 0;
      all += weight * visited;
      retried += weight * visited * again;
      retryMs += weight * visited * again * graph.retryMsMean[node]!;
      orders += weight * visited * later[node]!;
    }
  }
  return {
    timeoutSeconds: given.timeoutSeconds ?? Math.ceil(plan.generator.requestTimeoutMs / MS_PER_SECOND),
    retryShare: given.retryShare ?? (all === 0 ? 0 : retried / all),
    retrySeconds: given.retrySeconds ?? (retried === 0 ? 0 : retryMs / retried / MS_PER_SECOND),
    ordersEach: all === 0 ? 0 : orders / all,
  };
}

/** Sessions of thousands of steps are nobody's. */
const STEPS_MAX = 1000;

/** By node: how many orders a session places from there to its end, if all goes well. */
function ordersFrom({ steps, edges }: CompiledBehaviour, orderStep: string | null): readonly number[] {
  let later = steps.map(() => 0);
  if (orderStep === null || !steps.includes(orderStep)) return later;
  for (let i = 0; i < STEPS_MAX; i++) {
    const next = steps.map((step, node) => {
      const { nodes, cumulative } = edges[OK]![node]!;
      return nodes.reduce(
        (sum, to, edge) => sum + (cumulative[edge]! - (cumulative[edge - 1] ?? 0)) * later[to]!,
        step === orderStep ? 1 : 0,
      );
    });
    const isSettled = next.every((value, node) => Math.abs(value - later[node]!) < 1e-9);
    later = next;
    if (isSettled) break;
  }
  return later;
}
