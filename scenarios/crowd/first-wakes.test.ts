import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { browser } from '../targets/mock-shop/behaviours/browser.ts';
import {
  crowdsOf,
  exponentialDistribution,
  held,
  KOLMOGOROV_MAX,
  kolmogorov,
  mean,
  planOf,
  SIGMAS,
  sharesOf,
} from '../testing/world.ts';
import { castOf, type Member } from './cast.ts';
import { FirstWakes, firstWakesOf } from './first-wakes.ts';
import { normalShare } from './normal.ts';
import { meanSeconds } from './think-time.ts';

const THINK_MS = 10_000;

function wakesOf(stream: FirstWakes): { shoppers: number[]; timesMs: number[] } {
  const shoppers: number[] = [];
  const timesMs: number[] = [];
  for (; stream.atMs < Number.POSITIVE_INFINITY; stream.advance()) {
    shoppers.push(stream.shopper);
    timesMs.push(stream.atMs);
  }
  return { shoppers, timesMs };
}

function memberOf(shoppers: number): Member {
  const [settings] = crowdsOf(planOf(60, [held(shoppers)]));
  const { plan, phase, shop } = settings!;
  return castOf(plan, phase, shop)[0]!;
}

describe('the first wakes of shoppers who all think', () => {
  it('come in order, one for each shopper, numbered on from the first', () => {
    const { shoppers, timesMs } = wakesOf(new FirstWakes(1, 0, 100, 50, THINK_MS));
    expect(shoppers).toEqual(Array.from({ length: 50 }, (_, k) => 100 + k));
    expect(timesMs).toEqual([...timesMs].sort((a, b) => a - b));
    expect(timesMs[0]).toBeGreaterThan(0);
  });

  it('are together what a naive draw of each think would give', () => {
    const { timesMs } = wakesOf(new FirstWakes(618, 0, 0, 200_000, THINK_MS));
    expect(kolmogorov(timesMs, exponentialDistribution(THINK_MS))).toBeLessThan(KOLMOGOROV_MAX);
  });

  it('have the means of order statistics: the k-th of n comes at Z · Σ 1/(n−i)', () => {
    const COUNT = 6;
    const SEEDS = 20_000;
    const runs = Array.from({ length: SEEDS }, (_, seed) => {
      return wakesOf(new FirstWakes(seed * 7919, 0, 0, COUNT, THINK_MS)).timesMs;
    });
    for (let k = 0; k < COUNT; k++) {
      const left = Array.from({ length: k + 1 }, (_, i) => COUNT - i);
      const want = THINK_MS * left.reduce((sum, count) => sum + 1 / count, 0);
      const deviation = THINK_MS * Math.sqrt(left.reduce((sum, count) => sum + 1 / count ** 2, 0));
      const seen = mean(runs.map((times) => times[k]!));
      expect(Math.abs(seen - want) / (deviation / Math.sqrt(SEEDS))).toBeLessThan(SIGMAS);
    }
  });

  it('never come where nobody is', () => {
    expect(new FirstWakes(1, 0, 0, 0, THINK_MS).atMs).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the first wakes of shoppers who think for a fixed time or a log-normal one', () => {
  const COUNT = 200_000;
  /** The chance that at most x remains of a log-normal time with mean 1: see residual.ts. */
  const residualShare = (spread: number) => (x: number) => {
    const z = Math.log(x) / spread + spread / 2;
    return 1 - normalShare(spread - z) + x * normalShare(-z);
  };
  it.each([
    { kind: 'a fixed time', spread: 0, share: (x: number) => Math.min(1, x) },
    { kind: 'times that scatter little', spread: 0.3, share: residualShare(0.3) },
    { kind: 'times that scatter', spread: 0.9, share: residualShare(0.9) },
    { kind: 'times that scatter widely', spread: 2.5, share: residualShare(2.5) },
  ])('are in order, and what remains of $kind', ({ spread, share }) => {
    const { shoppers, timesMs } = wakesOf(new FirstWakes(618, 0, 10, COUNT, THINK_MS, undefined, spread));
    expect([shoppers.length, shoppers[0], shoppers.at(-1)]).toEqual([COUNT, 10, COUNT + 9]);
    expect(timesMs).toEqual([...timesMs].sort((a, b) => a - b));
    expect(kolmogorov(timesMs, (ms) => share(ms / THINK_MS))).toBeLessThan(KOLMOGOROV_MAX);
  });

  it('are the same whether one walks the stream or seven do, a shopper at a time', () => {
    const anyStream = fc.record({
      seed: fc.integer(),
      count: fc.nat(400),
      of: fc.integer({ min: 1, max: 7 }),
      spread: fc.constantFrom(-1, 0, 0.3, 0.9, 2.5),
    });
    fc.assert(
      fc.property(anyStream, ({ seed, count, of, spread }) => {
        const whole = wakesOf(new FirstWakes(seed, 0, 5, count, THINK_MS, undefined, spread));
        const parts = sharesOf(of).map((share) =>
          wakesOf(new FirstWakes(seed, 0, 5, count, THINK_MS, share, spread)),
        );
        const seen = parts.flatMap(({ shoppers, timesMs }) => shoppers.map((who, k) => [who, timesMs[k]!]));
        expect(seen.map(([who]) => who).sort((a, b) => a! - b!)).toEqual(whole.shoppers);
        for (const [who, ms] of seen) expect(ms).toBe(whole.timesMs[who! - 5]);
        for (const { timesMs } of parts) expect(timesMs).toEqual([...timesMs].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the streams of a held population', () => {
  it('hold each of its shoppers exactly once', () => {
    fc.assert(
      fc.property(fc.nat(3000), (present) => {
        const streams = firstWakesOf(memberOf(Math.max(1, present)), present);
        const shoppers = streams.flatMap((stream) => wakesOf(stream).shoppers);
        expect(shoppers.sort((a, b) => a - b)).toEqual(Array.from({ length: present }, (_, k) => k));
      }),
      { numRuns: 30 },
    );
  });

  it('wake independently of each other', () => {
    const gaps = firstWakesOf(memberOf(4000), 4000).map((stream) => {
      const { timesMs } = wakesOf(stream);
      return timesMs.slice(0, 100).map((ms, k) => (ms - (timesMs[k - 1] ?? 0)) * (timesMs.length - k));
    });
    gaps.forEach((given, node) => {
      for (const other of gaps.slice(node + 1)) {
        // Few think after a step that few come to.
        const both = Math.min(given.length, other.length);
        expect(both).toBeGreaterThan(20);
        const ratios = given.slice(0, both).map((gap, k) => gap / other[k]!);
        expect(Math.max(...ratios) / Math.min(...ratios)).toBeGreaterThan(10);
      }
    });
  });

  it('are as large as time is spent thinking after each step', () => {
    const PRESENT = 1_000_000;
    const streams = firstWakesOf(memberOf(PRESENT), PRESENT);
    // Requests of a session by step, summed from the entry on: what the channels bring and what the edges lead on.
    const steps = Object.keys(browser.steps);
    const visits = new Map<string, number>();
    let now = new Map([
      ['home.view', 0.4],
      ['search.query', 0.25],
      ['activity.view', 0.35],
    ]);
    for (let request = 0; request < 500; request++) {
      const next = new Map<string, number>();
      for (const [step, chance] of now) {
        visits.set(step, (visits.get(step) ?? 0) + chance);
        for (const [to, edge] of Object.entries(browser.steps[step]!.ok))
          next.set(to, (next.get(to) ?? 0) + chance * edge);
      }
      now = next;
    }
    const thinking = steps.map((step) => visits.get(step)! * meanSeconds(browser.steps[step]!.thinkSeconds));
    const all = thinking.reduce((sum, seconds) => sum + seconds, 0);
    streams.forEach((stream, node) => {
      expect(stream.lastNode).toBe(node);
      const size = (streams[node + 1]?.shopper ?? PRESENT) - stream.shopper;
      expect(Math.abs(size - (PRESENT * thinking[node]!) / all)).toBeLessThanOrEqual(1);
    });
  });
});
