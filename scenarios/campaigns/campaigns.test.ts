import { describe, expect, it } from 'vitest';
import { castOf } from '../crowd/cast.ts';
import { realMs } from '../crowd/timetable.ts';
import { BEHAVIOURS } from '../targets/mock-shop/behaviours/index.ts';
import { mockShop } from '../targets/mock-shop/mock-shop.ts';
import emergency from './emergency.ts';
import type { Plan, Population } from './plan.ts';
import smoke from './smoke.ts';
import committed from './summer-carnival.plan.json' with { type: 'json' };
import summerCarnival from './summer-carnival.ts';

const CAMPAIGNS = [summerCarnival, smoke];
const PLANS = [...CAMPAIGNS, emergency];

function population(plan: Plan, phase: string, name: string): Population {
  const found = plan.phases
    .find((each) => each.name === phase)
    ?.populations.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name} in ${phase} of ${plan.name}`);
  return found;
}
/** Of those who come to the ordinary shelf; after a search 0.5 / (1 − 0.2) of the sessions buy. */
const ORDERS_A_SESSION: Readonly<Record<string, number>> = {
  'coupon-buyer': 1,
  'search-led': 0.625,
  'reserved-buyer': 1,
  'retry-storm': 1,
  waverer: 1,
};
interface Leaf {
  readonly path: string;
  readonly value: unknown;
}
/** What stands in a plan, by the paths that its sources use: `phases[burst].browsers…`; objectives carry their own. */
function leavesOf({ phases, objectives: _, sources: __, ...rest }: Plan): readonly Leaf[] {
  const leaves = (value: unknown, path: string): Leaf[] => {
    if (typeof value !== 'object' || value === null) return [{ path, value }];
    return Object.entries(value).flatMap(([key, each]) =>
      leaves(each, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
    );
  };
  return [
    ...Object.entries(rest).flatMap(([key, value]) => leaves(value, key)),
    ...phases.flatMap(({ name, populations, ...phase }) => [
      ...leaves(phase, `phases[${name}]`),
      ...populations.flatMap((each) => leaves(each, `phases[${name}].${each.name}`)),
    ]),
  ];
}
const objective = (plan: Plan, id: string) => plan.objectives.find((each) => each.id === id);

describe('the summer carnival', () => {
  it('holds two million shoppers in the burst from its first minute to its last', () => {
    expect(population(summerCarnival, 'burst', 'browsers')).toMatchObject({
      kind: 'held',
      behaviour: 'browser',
      shoppers: [{ atMinute: 0, value: 2_000_000 }],
    });
  });

  it('has buyers for 1,200,000 orders an hour in the burst, all at real thinks', () => {
    const burst = summerCarnival.phases.find(({ name }) => name === 'burst')!;
    const ordersPerHour = burst.populations.reduce((sum, population) => {
      const share = ORDERS_A_SESSION[population.behaviour] ?? 0;
      if (share === 0) return sum;
      if (population.kind !== 'arriving' || population.paced)
        throw new Error(`${population.name} is stretched`);
      return sum + population.perHour[0]!.value * share;
    }, 0);
    expect(ordersPerHour).toBe(1_200_000);
  });

  it("is at the campaign's own size: nothing is scaled down", () => {
    expect(summerCarnival.scale).toBe(1);
  });

  it.each([
    {
      given: 'channels 40, 25, 35 %',
      got: summerCarnival.channels,
      want: { home: 0.4, search: 0.25, activity: 0.35 },
    },
    { given: 'a limit of 1.2 s', got: summerCarnival.withinMs, want: 1200 },
    { given: '500,000 more coupons', got: summerCarnival.shop.couponIssue, want: 500_000 },
  ])('has $given', ({ got, want }) => {
    expect(got).toEqual(want);
  });

  it.each([
    { id: 'coupon-redemption', want: { kind: 'success', step: 'coupon.redeem', targetShare: 0.998 } },
    { id: 'orders-lost', want: { kind: 'lost-orders', max: 0 } },
    { id: 'oversold', want: { kind: 'oversold', max: 0 } },
  ])('wants of $id $want', ({ id, want }) => {
    expect(objective(summerCarnival, id)).toMatchObject(want);
  });

  it('recalls 24,600 lapsed members within an hour, in a wave that the push brings', () => {
    const recall = population(summerCarnival, 'warm-up', 'recalled-members');
    if (recall.kind !== 'arriving') throw new Error(`${recall.name} is ${recall.kind}`);
    const highest = [...recall.perHour].sort((a, b) => b.value - a.value)[0]!;
    const area = recall.perHour.slice(1).reduce((sum, { atMinute, value }, i) => {
      const from = recall.perHour[i]!;
      return sum + ((atMinute - from.atMinute) * (value + from.value)) / 2;
    }, 0);
    const { calendarMinutes: minutes } = summerCarnival.phases[0]!;
    expect(recall.perHour.at(-1)!.atMinute).toBe(minutes);
    const { atMinute: pushMinute } = summerCarnival.shop.recall;
    expect(highest.atMinute - pushMinute).toBe(1);
    expect(recall.perHour[0]).toEqual({ atMinute: pushMinute, value: 0 });
    expect(area / minutes).toBeGreaterThanOrEqual(24_600);
  });

  it('lets more shoppers at the flash sale than there are pieces, and expects the rest to be refused', () => {
    const herd = population(summerCarnival, 'flash-sale', 'flash-buyers');
    if (herd.kind !== 'herd') throw new Error(`${herd.name} is ${herd.kind}`);
    const refused = 1 - summerCarnival.shop.flashStockPieces / herd.shoppers;
    const range = objective(summerCarnival, 'flash-sale-sells-out');
    if (range?.kind !== 'refused') throw new Error('no objective for refused flash sales');
    expect(refused).toBeGreaterThan(range.minShare);
    expect(refused).toBeLessThan(range.maxShare);
  });

  it('wakes silent shoppers after the burst, as its category day did', () => {
    expect(population(summerCarnival, 'continuation', 'woken-shoppers')).toMatchObject({
      behaviour: 'woken-shopper',
      perHour: [{ atMinute: 0, value: 12_000 }],
    });
  });

  it('is committed as JSON, for k6 to read, just as it is in TypeScript', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(summerCarnival)));
  });
});

describe('the smoke test', () => {
  it("has every phase of the summer carnival and what half a minute can prove, judged by the campaign's limits", () => {
    expect(smoke.phases.map(({ name }) => name)).toEqual(summerCarnival.phases.map(({ name }) => name));
    const all = summerCarnival.objectives.map(({ id }) => id);
    // Half a minute is too short to prove it: see the plan.
    expect(smoke.objectives.map(({ id }) => id)).toEqual(all.filter((id) => id !== 'bots-stopped'));
    expect(objective(smoke, 'coupon-redemption')).toMatchObject({ targetShare: 0.998 });
    expect([smoke.withinMs, smoke.channels]).toEqual([1200, summerCarnival.channels]);
  });

  it('has redemptions enough to prove 99.8 %: more than 1,497, of which none may fail', () => {
    const buyers = population(smoke, 'burst', 'coupon-buyers');
    if (buyers.kind !== 'arriving') throw new Error(`${buyers.name} is ${buyers.kind}`);
    const burst = smoke.phases.find(({ name }) => name === 'burst')!;
    const seconds = realMs(smoke, burst.calendarMinutes) / 1000;
    expect((buyers.perHour[0]!.value / 3600) * seconds).toBeGreaterThan(2 * 1497);
  });
});

describe.each(PLANS)('the plan $name', (plan) => {
  it('splits channels and regions into all there is', () => {
    const { home, search, activity } = plan.channels;
    expect(home + search + activity).toBeCloseTo(1, 9);
    expect(plan.regions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('has phases whose behaviours exist and whose steps the mock shop has', () => {
    const shop = mockShop(plan.shop.products);
    for (const phase of plan.phases) expect(castOf(plan, phase, shop)).toHaveLength(phase.populations.length);
  });

  it('has objectives only for steps and phases that are in it', () => {
    const steps = plan.phases.flatMap(({ populations }) =>
      populations.flatMap(({ behaviour }) => Object.keys(BEHAVIOURS[behaviour]!.steps)),
    );
    const phases = plan.phases.map(({ name }) => name);
    for (const each of plan.objectives) {
      if ('step' in each) expect(steps).toContain(each.step);
      if ('phase' in each) expect(phases).toContain(each.phase);
      for (const { phase = phases[0], step = steps[0] } of each.requires ?? []) {
        expect(phases).toContain(phase);
        expect(steps).toContain(step);
      }
    }
  });

  it('has a source for each number, and no source without a number', () => {
    const leaves = leavesOf(plan);
    const isOf = (path: string, source: string): boolean =>
      path === source || path.startsWith(`${source}.`) || path.startsWith(`${source}[`);
    const sources = Object.keys(plan.sources);
    const numbers = leaves.filter(({ value }) => typeof value === 'number').map(({ path }) => path);
    expect(numbers.length).toBeGreaterThan(50);
    expect(numbers.filter((path) => !sources.some((source) => isOf(path, source)))).toEqual([]);
    const about = (source: string): boolean => leaves.some(({ path }) => isOf(path, source));
    expect(sources.filter((source) => !about(source))).toEqual(['behaviours']);
  });

  it('says of each source and objective what kind it is, and more than that', () => {
    const said = [...Object.values(plan.sources), ...plan.objectives.map(({ source }) => source)];
    expect(
      said.filter((each) => !/^(campaign review|assumption|measured|design|plan): \S/.test(each)),
    ).toEqual([]);
  });
});

describe.each(CAMPAIGNS)('the campaign of $name', (plan) => {
  it('visits every step that the shop serves', () => {
    const steps = plan.phases.flatMap(({ populations }) =>
      populations.flatMap(({ behaviour }) => Object.keys(BEHAVIOURS[behaviour]!.steps)),
    );
    const served = mockShop(plan.shop.products).steps.map(({ name }) => name);
    expect(served.filter((step) => !steps.includes(step))).toEqual([]);
  });

  it('lets no recalled member arrive before the push', () => {
    const recalled = population(plan, 'warm-up', 'recalled-members');
    if (recalled.kind !== 'arriving') throw new Error(`${recalled.name} is ${recalled.kind}`);
    expect(recalled.behaviour).toBe('recalled-member');
    expect(recalled.perHour[0]!.atMinute).toBe(plan.shop.recall.atMinute);
    // Flat before its first point, so that nobody comes until then.
    if (plan.shop.recall.atMinute > 0) expect(recalled.perHour[0]!.value).toBe(0);
  });
});
