/** A held crowd of each kind of think time: it is there from the first second as it is later, whoever drives it. */
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../metrics.ts';
import type { Behaviour, ThinkTime } from '../shop/behaviour.ts';
import { doorOf } from '../testing/door.ts';
import { crowdsOf, gazer, held, herd, mixed, planOf, SECOND_MS, SIGMAS, sharesOf } from '../testing/world.ts';
import { meanSeconds } from './think-time.ts';
import { runVirtually } from './virtual-world.ts';

const KINDS: readonly { kind: string; think: ThinkTime }[] = [
  { kind: 'exponential', think: 10 },
  { kind: 'fixed', think: { fixed: 10 } },
  { kind: 'narrow', think: { median: 10, p99: 12 } },
  { kind: 'log-normal', think: { median: 5, p99: 30 } },
  { kind: 'wide', think: { median: 3, p99: 60 } },
];
const SECONDS = 40;
const perSecond = (times: readonly number[]): number[] => {
  const counts = new Array<number>(SECONDS).fill(0);
  for (const ms of times) counts[Math.floor(ms / SECOND_MS)]!++;
  return counts;
};

describe.each(KINDS)('a held crowd with $kind think times', ({ think }) => {
  const SHOPPERS = 100_000;
  const door = doorOf(SECONDS, [held(SHOPPERS, 'gazer')], { behaviours: [gazer(think)] });
  const counts = perSecond(door.tickTo(SECONDS * SECOND_MS).acts.map(({ dueMs }) => dueMs));
  // Answers take no time here, but a shopper goes on when the crowd's clock ticks: half a slot and a tick later.
  const expected = SHOPPERS / (meanSeconds(think) + 0.005);

  it('asks at N ÷ Z in the first second, as in every other', () => {
    for (const count of counts) expect(Math.abs(count - expected) / Math.sqrt(expected)).toBeLessThan(SIGMAS);
  });

  it('asks as often in its first seconds as in its last ones', () => {
    const sum = (some: readonly number[]): number => some.reduce((all, count) => all + count, 0);
    const [first, last] = [sum(counts.slice(0, 5)), sum(counts.slice(-5))];
    expect(Math.abs(first - last) / Math.sqrt(first + last)).toBeLessThan(SIGMAS);
  });
});

describe('a held crowd that thinks in several ways', () => {
  const [SHOPPERS, LATENCY_SECONDS] = [40_000, 0.02];
  const counts: Record<string, number[]> = {};
  const { totals } = runVirtually(
    crowdsOf(planOf(SECONDS, [held(SHOPPERS, 'mixed')]), { behaviours: [mixed] }),
    {
      target: {
        answer: (step, _region, nowMs) => {
          counts[step] ??= [];
          counts[step].push(nowMs);
          return { status: 200, latencyMs: LATENCY_SECONDS * SECOND_MS };
        },
      },
    },
  );

  it("asks as often as Little's law says", () => {
    // Requests of a session by step: home 1 + 0.4 s, product 0.5 h, search 0.5 h + 0.7 p.
    const home = 1 / (1 - 0.4 * 0.85);
    const visits = { 'home.view': home, 'product.view': home / 2, 'search.query': home * 0.85 };
    const thinking = Object.entries(visits).map(
      ([step, visit]) => visit * (meanSeconds(mixed.steps[step]!.thinkSeconds) + LATENCY_SECONDS),
    );
    const all = home * 2.35;
    const expected = (SHOPPERS * SECONDS * all) / thinking.reduce((sum, each) => sum + each, 0);
    const asked = totals.sum(COUNTER.intended);
    // The clock of a virtual world ticks, as above.
    expect(Math.abs(asked / expected - 1)).toBeLessThan(0.003 + SIGMAS / Math.sqrt(expected));
  });

  it.each(Object.keys(mixed.steps))(
    'asks for %s at the same rate from the first seconds to the last',
    (step) => {
      const each = perSecond(counts[step]!.filter((ms) => ms < SECONDS * SECOND_MS));
      const wanted = each.reduce((sum, count) => sum + count, 0) / SECONDS;
      for (const count of each) expect(Math.abs(count - wanted) / Math.sqrt(wanted)).toBeLessThan(SIGMAS);
    },
  );
});

describe('whoever drives a crowd that thinks in several ways', () => {
  const lives = (of: number): Record<string, string[]> => {
    const told: Record<string, string[]> = {};
    const plan = planOf(SECONDS, [held(300, 'mixed'), herd(40, 12)], { pace: 0.3 });
    runVirtually(crowdsOf(plan, { behaviours: [mixed], shares: sharesOf(of) }), {
      target: { answer: (step) => ({ status: step === 'product.view' ? 500 : 200, latencyMs: 30 }) },
      trace: (population, shopper, generation, step) => {
        const life = `${population}/${shopper}`;
        told[life] ??= [];
        told[life].push(`${generation} ${step}`);
      },
    });
    return told;
  };

  it.each([2, 5])('sees the same lives: one VU or %d', (of) => {
    expect(Object.keys(lives(1)).length).toBeGreaterThan(300);
    expect(lives(of)).toEqual(lives(1));
  });
});

describe('a think time after a failure', () => {
  it('is of its own kind: a client that tries again after exactly two seconds', () => {
    const stubborn: Behaviour = {
      ...gazer(3),
      steps: {
        'home.view': { thinkSeconds: 3, retrySeconds: { fixed: 2 }, ok: {}, failed: { 'home.view': 1 } },
      },
    };
    const times: Record<string, number[]> = {};
    runVirtually(crowdsOf(planOf(SECONDS, [held(50, 'gazer')]), { behaviours: [stubborn] }), {
      target: {
        answer: (_step, _region, nowMs, { shopper }) => {
          times[shopper] ??= [];
          times[shopper].push(nowMs);
          return { status: 500, latencyMs: 0 };
        },
      },
    });
    const gaps = Object.values(times).flatMap((each) => each.slice(1).map((ms, i) => ms - each[i]!));
    expect(gaps.length).toBeGreaterThan(500);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1995);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2020);
  });
});
