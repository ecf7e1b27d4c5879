/** The plan by which k6 tries a shop: one phase, one region, and a population for each behaviour. */
import type { Plan, Population } from '../../scenarios/campaigns/plan.ts';
import { SHOPPERS_MAX } from '../../scenarios/crowd/try-session.ts';
import type { Shop } from '../../scenarios/shop/shop.ts';

/** Also the name of its phase. */
const TRY = 'try';
const PER_HOUR = 60;

/**
 * In the plan's order, then those that the plan does not have. Somebody who returns in the plan returns in the try too: it comes after the
 * shopper who it is.
 * @param only names of behaviours; empty: all of the shop
 */
export function tryPlan(plan: Plan, shop: Pick<Shop, 'behaviours'>, only: readonly string[]): Plan {
  const everybody = plan.phases.flatMap((phase) =>
    phase.populations.map((population) => ({ phase: phase.name, population })),
  );
  const firstOf = new Map<string, Population>();
  for (const { population } of everybody)
    if (!firstOf.has(population.behaviour)) firstOf.set(population.behaviour, population);
  const named = [...new Set([...firstOf.keys(), ...Object.keys(shop.behaviours)])];
  const walked = only.length === 0 ? named : named.filter((behaviour) => only.includes(behaviour));
  const populations = walked.map((behaviour): Population => {
    const of = firstOf.get(behaviour)?.of;
    const earlier = everybody.find(
      ({ phase, population }) => phase === of?.phase && population.name === of.population,
    )?.population.behaviour;
    return {
      ...herdOf(behaviour),
      ...(earlier !== undefined && walked.includes(earlier)
        ? { of: { phase: TRY, population: earlier } }
        : {}),
    };
  });
  const [first] = plan.regions;
  return {
    ...plan,
    scale: 1,
    pace: 1,
    regions: [{ ...first!, share: 1 }],
    phases: [{ name: TRY, calendarMinutes: 1, begins: { after: 'previous' }, populations }],
    objectives: [],
  };
}

/** What a plan would say if there were none: everybody comes, through all channels alike. */
export const silentPlan = (behaviours: readonly string[], channels: readonly string[]): object => ({
  name: TRY,
  phases: [
    {
      name: TRY,
      calendarMinutes: 1,
      populations: behaviours.map((behaviour) => ({
        kind: 'arriving',
        name: behaviour,
        behaviour,
        perHour: [{ atMinute: 0, value: PER_HOUR }],
        process: 'poisson',
        paced: false,
      })),
    },
  ],
  // A plan must have one. Nobody judges it.
  objectives: [{ id: 'response-time', kind: 'response-time', targetShare: 0.95 }],
  ...(channels.length === 0
    ? {}
    : { channels: Object.fromEntries(channels.map((channel) => [channel, 1 / channels.length])) }),
});

/** A herd, because it has exactly so many shoppers, and each an account of its own. */
const herdOf = (behaviour: string): Population => ({
  kind: 'herd',
  name: behaviour,
  behaviour,
  shoppers: SHOPPERS_MAX,
  atMinute: 0,
  reaction: { medianMs: 1, p99Ms: 2 },
  paced: false,
});
