/** Shared by the crowd's tests: small plans, a crowd driven by hand, and limits for random results. */

import type { Phase, Plan, Population, Reaction } from '../campaigns/plan.ts';
import summerCarnival from '../campaigns/summer-carnival.ts';
import type { Labels } from '../crowd/counters.ts';
import { createCrowd } from '../crowd/crowd.ts';
import type { AnswerMark, Crowd, CrowdPorts, CrowdSettings } from '../crowd/ports.ts';
import type { Promises } from '../crowd/promises.ts';
import { RemarkBook, type Remarks } from '../crowd/remarks.ts';
import type { Share } from '../crowd/share.ts';
import { Totals, type VirtualTarget } from '../crowd/virtual-world.ts';
import type { CounterName, GaugeName } from '../metrics.ts';
import type { Behaviour, ThinkTime } from '../shop/behaviour.ts';
import type { Reading } from '../shop/read-answer.ts';
import type { Shop, StepRequest } from '../shop/shop.ts';
import type { Visit } from '../shop/visit.ts';
import { mockShop } from '../targets/mock-shop/mock-shop.ts';
import type { CarnivalPlan } from '../targets/mock-shop/settings.ts';

export const SECOND_MS = 1000;
export const HOUR_MS = 3_600_000;
const PRODUCTS = 100;

/** A plan with one phase. At its speed of 60, a calendar minute is a real second. */
export function planOf(
  seconds: number,
  populations: readonly Population[],
  changes: Partial<CarnivalPlan> = {},
): CarnivalPlan {
  const phase: Phase = {
    name: 'burst',
    calendarMinutes: seconds,
    begins: { after: 'previous' },
    populations,
  };
  // Without drills: in another phase they would have other times.
  const plan = { ...summerCarnival, speed: 60, scale: 1, pace: 1, drills: [], breakers: {} };
  return { ...plan, phases: [phase], ...changes };
}

type Points = readonly (readonly [atSecond: number, value: number])[];
const curve = (points: number | Points) =>
  (typeof points === 'number' ? [[0, points] as const] : points).map(([atMinute, value]) => ({
    atMinute,
    value,
  }));

export const held = (shoppers: number | Points, behaviour = 'browser', name = 'browsers'): Population => ({
  kind: 'held',
  name,
  behaviour,
  shoppers: curve(shoppers),
  paced: true,
});

export const arriving = (
  perHour: number | Points,
  behaviour = 'coupon-buyer',
  process: 'poisson' | 'even' = 'poisson',
): Population => ({
  kind: 'arriving',
  name: 'buyers',
  behaviour,
  perHour: curve(perHour),
  process,
  paced: false,
});

export const herd = (shoppers: number, atSecond: number, reaction?: Reaction): Population => ({
  kind: 'herd',
  name: 'flash-buyers',
  behaviour: 'flash-sale-buyer',
  shoppers,
  atMinute: atSecond,
  ...(reaction === undefined ? {} : { reaction }),
  paced: false,
});

/** Requests the same page forever. */
export const gazer = (thinkSeconds: ThinkTime): Behaviour => ({
  name: 'gazer',
  description: 'home page, forever',
  entry: { 'home.view': 1 },
  steps: { 'home.view': { thinkSeconds, ok: { 'home.view': 1 } } },
});

/** Thinks in all ways: for another kind of time after each page. */
export const mixed: Behaviour = {
  name: 'mixed',
  description: 'looks, reads and searches',
  entry: { 'home.view': 1 },
  steps: {
    'home.view': { thinkSeconds: { fixed: 4 }, ok: { 'product.view': 0.5, 'search.query': 0.5 } },
    'product.view': {
      thinkSeconds: { median: 5, p99: 40 },
      retrySeconds: { fixed: 1 },
      ok: { 'search.query': 0.7 },
    },
    'search.query': { thinkSeconds: 6, ok: { 'home.view': 0.4 } },
  },
};

/** Sends one request of `step` and leaves. */
export const once = (step: string): Behaviour => ({
  name: 'once',
  description: `${step}, once`,
  entry: { [step]: 1 },
  steps: { [step]: { thinkSeconds: 1, ok: {} } },
});

export const sharesOf = (of: number): readonly Share[] =>
  Array.from({ length: of }, (_, index) => ({ index, of }));

/** The embedded shop, with these behaviours besides its own. */
export function shopWith(behaviours: readonly Behaviour[] = []): Shop {
  const shop = mockShop(PRODUCTS);
  const more = Object.fromEntries(behaviours.map((each) => [each.name, each]));
  return { ...shop, behaviours: { ...shop.behaviours, ...more } };
}

/** The settings of one phase (the first by default), one for each share. */
export function crowdsOf(
  plan: Plan,
  {
    shares = sharesOf(1),
    behaviours = [],
    shop = shopWith(behaviours),
    phase = plan.phases[0]!.name,
  }: {
    shares?: readonly Share[];
    behaviours?: readonly Behaviour[];
    shop?: Shop;
    phase?: string;
  } = {},
): readonly CrowdSettings[] {
  return shares.map((share) => ({
    plan,
    phase: plan.phases.find((each) => each.name === phase)!,
    share,
    shop,
    vu: String(share.index),
    runTag: 'test',
  }));
}

/** A target that answers every request the same way. */
export const always = (status: number, latencyMs: number): VirtualTarget => ({
  answer: () => ({ status, latencyMs }),
});

export interface Sent {
  readonly step: string;
  readonly region: string;
  readonly request: StepRequest;
  /** The request's Idempotency-Key; empty if it has none. */
  readonly key: string;
  readonly who: Pick<Visit, 'shopper' | 'order' | 'earlierOrder' | 'address' | 'device'>;
  readonly atMs: number;
  /** Answers the request at the crowd's current time. */
  readonly answer: (status: number, mark?: AnswerMark, reading?: Reading) => void;
}

/** The `number.generation` part of a shopper's id, after run and population. */
export const whoIs = (shopper: string): string => shopper.split('.').slice(-2).join('.');

/** One crowd whose clock and responses the test controls. */
export class HandDriven {
  nowMs = 0;
  readonly totals = new Totals();
  /** The last value of each gauge, for any labels. */
  readonly gauges: Partial<Record<GaugeName, number>> = {};
  /** How often each counter series was written. */
  readonly writes = new Map<string, number>();
  /** All requests sent, in order. */
  readonly sent: Sent[] = [];
  /** The shopper of each intended request, as `whoIs` prints it, in order. */
  readonly intended: string[] = [];
  readonly promises: Readonly<Record<string, Promises>>[] = [];
  readonly remarks: Remarks[] = [];
  readonly samplesMs: number[] = [];
  readonly crowd: Crowd;

  constructor(settings: CrowdSettings, more: Pick<CrowdPorts, 'versionIn'> = {}) {
    this.crowd = createCrowd(settings, {
      nowMs: () => this.nowMs,
      meter: {
        add: (name: CounterName, value: number, labels: Labels) => {
          const series = `${name} ${JSON.stringify(labels)}`;
          this.writes.set(series, (this.writes.get(series) ?? 0) + 1);
          this.totals.add(name, value, labels);
        },
        set: (name: GaugeName, value: number) => {
          this.gauges[name] = value;
        },
      },
      send: (slot, step, region, visit) => {
        const { shopper, order, earlierOrder, address, device } = visit;
        const asked = settings.shop.steps[step]!;
        const request = asked.request(visit);
        this.sent.push({
          who: { shopper, order, earlierOrder, address, device },
          step: asked.name,
          region: settings.plan.regions[region]!.name,
          request,
          key: request.headers?.['Idempotency-Key'] ?? '',
          atMs: this.nowMs,
          answer: (status, mark, reading) => this.crowd.answered(slot, status, mark, reading),
        });
      },
      promises: (byRegion) => this.promises.push(byRegion),
      remarks: new RemarkBook(),
      remarked: (remarks) => this.remarks.push(remarks),
      trace: (_population, shopper, generation) => this.intended.push(`${shopper}.${generation}`),
      sample: (responseMs) => this.samplesMs.push(responseMs),
      ...more,
    });
    this.crowd.start();
  }

  tickAt(nowMs: number, lateMs = 0): void {
    this.nowMs = nowMs;
    this.crowd.tick(nowMs, lateMs);
  }

  /** Ticks every `stepMs` up to and including `untilMs`. */
  tickUntil(untilMs: number, stepMs = 5): void {
    while (this.nowMs < untilMs) this.tickAt(Math.min(this.nowMs + stepMs, untilMs));
  }
}

/** One session a second, the first at 1,000 ms. */
export const EACH_SECOND = arriving(3600, 'once', 'even');

/** A crowd of these populations only, driven by hand. By default, `once` views the home page. */
export function crowdOf(
  populations: readonly Population[],
  {
    seconds = 60,
    behaviours = [once('home.view')],
    generator = {},
  }: {
    seconds?: number;
    behaviours?: readonly Behaviour[];
    generator?: Partial<CarnivalPlan['generator']>;
  } = {},
): HandDriven {
  const plan = planOf(seconds, populations);
  const bounded = { ...plan, generator: { ...plan.generator, ...generator } };
  return new HandDriven(crowdsOf(bounded, { behaviours })[0]!);
}

/**
 * How many standard deviations a fixed seed's draws may lie from their mean. By chance, one of 16,000 results lies beyond;
 * with a bug, nearly all do.
 */
export const SIGMAS = 4;

/** How many standard deviations a count lies from its mean, if each of `of` items counts with the same chance. */
export const binomialSigmas = (count: number, of: number, chance: number): number =>
  (count - of * chance) / Math.sqrt(of * chance * (1 - chance));

/** Σ (seen − expected)² / expected, in standard deviations from its mean, by Wilson & Hilferty's (1931) cube root. */
export function chiSquareSigmas(seen: readonly number[], expected: readonly number[]): number {
  const chiSquare = seen.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0);
  const freedom = seen.length - 1;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
}

/** Kolmogorov and Smirnov's √n·D. By chance, it exceeds 1.95 once in a thousand. */
export function kolmogorov(draws: readonly number[], distribution: (x: number) => number): number {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  let largest = 0;
  sorted.forEach((x, i) => {
    const want = distribution(x);
    largest = Math.max(largest, want - i / n, (i + 1) / n - want);
  });
  return largest * Math.sqrt(n);
}
export const KOLMOGOROV_MAX = 1.95;

export const exponentialDistribution = (mean: number) => (x: number) => 1 - Math.exp(-x / mean);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};
