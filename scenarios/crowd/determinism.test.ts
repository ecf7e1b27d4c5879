import { describe, expect, it } from 'vitest';
import type { Visit } from '../shop/visit.ts';
import { arriving, crowdsOf, held, herd, planOf, sharesOf, shopWith } from '../testing/world.ts';
import { hash, seedFor } from './draws.ts';
import type { Share } from './share.ts';
import { runVirtually, type VirtualTarget } from './virtual-world.ts';

const SECONDS = 40;
const POPULATIONS = [
  held([
    [0, 200],
    [10, 600],
    [25, 600],
    [35, 50],
  ]),
  arriving([
    [0, 3600],
    [20, 36_000],
  ]),
  herd(40, 12),
];
const STATUSES = [200, 200, 200, 200, 201, 409, 500, 0] as const;
const LATENCY_MS_MAX = 700;

const STEPS = new Map(shopWith().steps.map((step) => [step.name, step]));
const requestOf = (step: string, visit: Visit) => STEPS.get(step)!.request(visit);

/** Answers the same request always alike, and others otherwise. */
const target: VirtualTarget = {
  answer: (step, region, _nowMs, visit) => {
    const { path, headers } = requestOf(step, visit);
    const draw = hash(seedFor(1, `${region} ${path} ${headers?.['Idempotency-Key']}`), 0, 0, 0);
    return { status: STATUSES[draw % STATUSES.length]!, latencyMs: draw % LATENCY_MS_MAX };
  },
};

interface Told {
  /** What each shopper did, in order. */
  readonly lives: Record<string, string[]>;
  /** All that was sent, and when, sorted. */
  readonly traffic: string[];
  readonly responses: string[];
}

/** @param generators shares of each generator; nothing is common to two of them */
function tell(generators: readonly (readonly Share[])[], seed = 618): Told {
  const lives: Record<string, string[]> = {};
  const traffic: string[] = [];
  const responses: string[] = [];
  for (const shares of generators) {
    const plan = planOf(SECONDS, POPULATIONS, { seed, pace: 0.1 });
    const { totals, promises } = runVirtually(crowdsOf(plan, { shares }), {
      target: {
        answer: (step, region, nowMs, visit) => {
          const { path, body, headers } = requestOf(step, visit);
          const from = `${visit.address} ${visit.device}`;
          traffic.push(`${nowMs} ${region} ${step} ${path} ${body} ${JSON.stringify(headers)} ${from}`);
          return target.answer(step, region, nowMs, visit);
        },
      },
      trace: (population, shopper, generation, step) => {
        const life = `${population}/${shopper}`;
        lives[life] ??= [];
        lives[life].push(`${generation} ${step}`);
      },
    });
    responses.push(
      ...promises.flatMap((regions) => Object.values(regions).flatMap(({ order = [] }) => order)),
    );
    expect(totals.sum('carnival_vu_finished')).toBe(shares.length);
  }
  return { lives, traffic: traffic.sort(), responses: responses.sort() };
}

describe('a seed', () => {
  const alone = tell([sharesOf(1)]);

  it('covers many shoppers of every kind', () => {
    const named = (name: string): number =>
      Object.keys(alone.lives).filter((life) => life.startsWith(name)).length;
    expect([named('browsers/'), named('flash-buyers/')]).toEqual([600, 40]);
    expect(named('buyers/')).toBeGreaterThan(100);
    expect(alone.traffic.length).toBeGreaterThan(3000);
  });

  it('gives the same run twice', () => {
    expect(tell([sharesOf(1)])).toEqual(alone);
  });

  it.each([2, 3, 7])(
    'gives every shopper the same channel, steps and moments, and the target the same requests, with %i VUs',
    (vus) => {
      expect(tell([sharesOf(vus)])).toEqual(alone);
    },
  );

  it.each([
    { first: 1, of: 3 },
    { first: 4, of: 7 },
  ])('gives the same with $first of $of VUs on one generator and the rest on another', ({ first, of }) => {
    const shares = sharesOf(of);
    expect(tell([shares.slice(0, first), shares.slice(first)])).toEqual(alone);
  });

  it('gives another run than the next seed', () => {
    const other = tell([sharesOf(1)], 619);
    const lives = Object.keys(alone.lives).filter((life) => life in other.lives);
    const alike = lives.filter((life) => alone.lives[life]!.join() === other.lives[life]!.join());
    expect(alike.length / lives.length).toBeLessThan(0.5);
    const browsers = alike.filter((life) => life.startsWith('browsers/'));
    expect(browsers.length / 600).toBeLessThan(0.1);
  });
});
