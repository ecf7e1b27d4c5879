import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../campaigns/plan.ts';
import campaign from '../campaigns/summer-carnival.ts';
import { COUNTER } from '../metrics.ts';
import type { Behaviour } from '../shop/behaviour.ts';
import { browser } from '../targets/mock-shop/behaviours/browser.ts';
import {
  always,
  binomialSigmas,
  chiSquareSigmas,
  crowdsOf,
  HOUR_MS,
  SECOND_MS,
  SIGMAS,
  sharesOf,
  shopWith,
} from '../testing/world.ts';
import { compileBehaviour, meanThinkMs, visitShares } from './behaviour.ts';
import { channelEntry } from './cast.ts';
import { runVirtually, type Totals, type VirtualTarget } from './virtual-world.ts';

/** At half an hour's thinking too few act in two minutes for these statistics; a quarter of an hour it is, whatever the plan says. */
const summerCarnival: Plan = { ...campaign, pace: 30 };

const BURST = summerCarnival.phases.find(({ name }) => name === 'burst')!;
const SHOPPERS = 2_000_000;
const BUYERS_PER_HOUR = 1_200_000;
const SECONDS = 120;
const LATENCY_MS = 50;
/** Room for every request of a slow target: these tests are about the shoppers, not the bound. */
const BOUNDLESS = 1_000_000;
const BROWSERS = { population: 'browsers' };

interface Setting {
  readonly scale: number;
  readonly inFlightMax: number;
  readonly behaviours: readonly Behaviour[];
}
interface Burst {
  readonly totals: Totals;
  /** Requests of browsers, by the second in which they were intended. */
  readonly browsersPerSecond: number[];
  /** Of those, by step, in the first and in the last ten seconds. */
  readonly firstSteps: Record<string, number>;
  readonly lastSteps: Record<string, number>;
  /** Sessions that began after another had ended, by the step they began with. */
  readonly entries: Record<string, number>;
  readonly inFlightMost: number;
}

/**
 * The campaign's burst, of browsers and of as many coupon buyers as it has orders: the others have tests of their own.
 * @param scale as many times the shoppers, thinking as many times as long: the same requests a second
 */
function burst(
  target: VirtualTarget,
  { scale = 1, inFlightMax = BOUNDLESS, behaviours = [] }: Partial<Setting> = {},
): Burst {
  const named = (name: string) => BURST.populations.find((population) => population.name === name);
  const browsers = named('browsers');
  const buyers = named('coupon-buyers');
  if (browsers?.kind !== 'held' || buyers?.kind !== 'arriving') throw new Error('the burst has changed');
  const populations = [
    {
      ...browsers,
      shoppers: browsers.shoppers.map((point) => ({ ...point, value: point.value * scale })),
    },
    { ...buyers, perHour: [{ atMinute: 0, value: BUYERS_PER_HOUR }] },
  ];
  const plan = {
    ...summerCarnival,
    generator: { ...summerCarnival.generator, inFlightMax },
    phases: [{ ...BURST, populations }],
    pace: summerCarnival.pace * scale,
  };
  const seen = {
    browsersPerSecond: new Array<number>(SECONDS).fill(0),
    firstSteps: {} as Record<string, number>,
    lastSteps: {} as Record<string, number>,
    entries: {} as Record<string, number>,
    inFlightMost: 0,
  };
  const generations = new Uint16Array(SHOPPERS * scale);
  const count = (counts: Record<string, number>, step: string): void => {
    counts[step] = (counts[step] ?? 0) + 1;
  };
  let nowMs = 0;
  const { totals } = runVirtually(crowdsOf(plan, { shares: sharesOf(plan.generator.vus), behaviours }), {
    target,
    ticked: (tickMs, inFlight) => {
      nowMs = tickMs;
      seen.inFlightMost = Math.max(seen.inFlightMost, inFlight);
    },
    trace: (population, shopper, generation, step) => {
      if (population !== BROWSERS.population) return;
      const second = Math.min(SECONDS - 1, Math.floor(nowMs / SECOND_MS));
      seen.browsersPerSecond[second]!++;
      if (second < 10) count(seen.firstSteps, step);
      if (second >= SECONDS - 10) count(seen.lastSteps, step);
      if (generation > generations[shopper]!) count(seen.entries, step);
      generations[shopper] = generation;
    },
  });
  return { ...seen, totals };
}

const graph = compileBehaviour(browser, channelEntry(summerCarnival, shopWith()), summerCarnival.pace);
/** Mean think of a browser, by the plan alone, seconds. */
const THINK_SECONDS = meanThinkMs(graph) / SECOND_MS;
/** How far a count lies from its Poisson mean. */
const poissonSigmas = (count: number, expected: number): number => (count - expected) / Math.sqrt(expected);

describe('two million shoppers in the shop', () => {
  let run: Burst;
  beforeAll(() => {
    run = burst(always(200, LATENCY_MS));
  });

  it('are there from the first moment to the last', () => {
    expect(run.totals.sum(COUNTER.shopperSeconds, BROWSERS)).toBeCloseTo(SHOPPERS * SECONDS, 3);
  });

  it("ask as often as Little's law says: N = λ · (Z + R)", () => {
    const asked = run.totals.sum(COUNTER.intendedByPopulation, BROWSERS);
    const expected = (SHOPPERS * SECONDS) / (THINK_SECONDS + LATENCY_MS / SECOND_MS);
    expect(Math.abs(poissonSigmas(asked, expected))).toBeLessThan(SIGMAS);
  });

  it('do not stampede: the first second is like every other', () => {
    const each = SHOPPERS / (THINK_SECONDS + LATENCY_MS / SECOND_MS);
    expect(Math.abs(poissonSigmas(run.browsersPerSecond[0]!, each))).toBeLessThan(SIGMAS);
    for (const count of run.browsersPerSecond)
      expect(Math.abs(poissonSigmas(count, each))).toBeLessThan(SIGMAS);
    const flat = run.browsersPerSecond.map(() => each);
    expect(Math.abs(chiSquareSigmas(run.browsersPerSecond, flat))).toBeLessThan(SIGMAS);
  });

  it('ask for the same mix of pages from the first seconds to the last', () => {
    const visits = visitShares(graph);
    for (const seen of [run.firstSteps, run.lastSteps]) {
      const counts = graph.steps.map((step) => seen[step] ?? 0);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const sigmas = chiSquareSigmas(
        counts,
        graph.steps.map((_, node) => visits[node]! * total),
      );
      expect(Math.abs(sigmas)).toBeLessThan(SIGMAS);
    }
  });

  it.each([
    { step: 'home.view', share: 0.4 },
    { step: 'search.query', share: 0.25 },
    { step: 'activity.view', share: 0.35 },
  ])('come in by $step in a share of $share', ({ step, share }) => {
    const entries = Object.values(run.entries).reduce((sum, count) => sum + count, 0);
    expect(entries).toBeGreaterThan(1000);
    expect(Math.abs(binomialSigmas(run.entries[step]!, entries, share))).toBeLessThan(SIGMAS);
    expect(Object.keys(run.entries)).toHaveLength(3);
  });

  it('are joined by buyers who begin 1,200,000 sessions an hour and place an order in each', () => {
    const perSecond = BUYERS_PER_HOUR / (HOUR_MS / SECOND_MS);
    const sessions = run.totals.sum(COUNTER.sessions, { population: 'coupon-buyers' });
    expect(Math.abs(poissonSigmas(sessions, perSecond * SECONDS))).toBeLessThan(SIGMAS);
    // An order comes two thinks of 1.5 s and three answers after its session began; those of the last seconds are cut off.
    const untilOrderSeconds = 2 * 1.5 + (3 * LATENCY_MS) / SECOND_MS;
    const orders = run.totals.sum(COUNTER.responses, { step: 'order.create', outcome: 'ok' });
    expect(Math.abs(poissonSigmas(orders, perSecond * (SECONDS - untilOrderSeconds)))).toBeLessThan(SIGMAS);
  });
});

describe("Little's law", () => {
  it('holds for two million shoppers and a target that takes 20 s: N = λ · (Z + R)', () => {
    const SLOW_SECONDS = 20;
    const run = burst(always(200, SLOW_SECONDS * SECOND_MS));
    const settled = run.browsersPerSecond.slice(SLOW_SECONDS);
    const asked = settled.reduce((sum, count) => sum + count, 0);
    const expected = (SHOPPERS * settled.length) / (THINK_SECONDS + SLOW_SECONDS);
    expect(Math.abs(poissonSigmas(asked, expected))).toBeLessThan(SIGMAS);
  });

  const hanging: VirtualTarget = {
    answer: (_step, _region, nowMs) => ({
      status: 200,
      latencyMs: nowMs >= 20_000 && nowMs < 60_000 ? 60_000 - nowMs : LATENCY_MS,
    }),
  };
  // Where most of a crowd hangs, those of its steps with long thinks are left thinking, and Z is theirs. So the few, of whom
  // a third may hang, all think alike here.
  const alike: Behaviour = {
    ...browser,
    steps: Object.fromEntries(
      Object.entries(browser.steps).map(([name, step]) => [
        name,
        { ...step, thinkSeconds: THINK_SECONDS / summerCarnival.pace },
      ]),
    ),
  };
  const few = { scale: 0.1, behaviours: [alike] };
  it.each([
    { given: 'a fast target', setting: {}, target: always(200, LATENCY_MS), pendingShareMin: 0 },
    { given: 'a target that takes 20 s', setting: {}, target: always(200, 20_000), pendingShareMin: 0.01 },
    { given: 'a target that hangs for 40 s', setting: {}, target: hanging, pendingShareMin: 0.005 },
    { given: 'a tenth of them and 20 s', setting: few, target: always(200, 20_000), pendingShareMin: 0.1 },
    { given: 'a tenth of them and a hanging target', setting: few, target: hanging, pendingShareMin: 0.05 },
  ])('holds for $given: N = λ · Z + L', ({ setting, target, pendingShareMin }) => {
    const { inFlightMax } = summerCarnival.generator;
    const { scale = 1 } = setting as Partial<Setting>;
    const { totals, inFlightMost } = burst(target, { ...setting, inFlightMax });
    const heldSeconds = totals.sum(COUNTER.shopperSeconds, BROWSERS);
    const pendingSeconds = totals.sum(COUNTER.pendingSeconds, BROWSERS);
    const asked = totals.sum(COUNTER.intendedByPopulation, BROWSERS);
    const thinks = (heldSeconds - pendingSeconds) / (THINK_SECONDS * scale);
    expect(heldSeconds).toBeCloseTo(SHOPPERS * scale * SECONDS, 3);
    expect(Math.abs(poissonSigmas(asked, thinks))).toBeLessThan(SIGMAS);
    expect(pendingSeconds / heldSeconds).toBeGreaterThan(pendingShareMin);
    expect(inFlightMost).toBeLessThanOrEqual(inFlightMax);
  });
});
