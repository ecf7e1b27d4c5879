/** How arrivals look from one region: as random as the whole stream. */
import { describe, expect, it } from 'vitest';
import { arriving, binomialSigmas, crowdsOf, mean, planOf, SIGMAS, variance } from '../testing/world.ts';
import { householdOf } from './address.ts';
import { Arrivals } from './arrivals.ts';
import { castOf } from './cast.ts';
import { cumulated, regionOf } from './visit.ts';

/** About 300 sessions a second: the buyers of the burst. */
const PER_HOUR = 1_068_000;
const SECONDS = 120;
const SEEDS = [1, 62, 618, 4711, 123_456_789];
const SHARES = [0.4, 0.35, 0.25];

function arrivalsOf(seed: number) {
  const [settings] = crowdsOf(planOf(SECONDS, [arriving(PER_HOUR)], { seed }));
  const { plan, phase, shop } = settings!;
  const [member] = castOf(plan, phase, shop);
  const stream = new Arrivals(member!.curve!, 'poisson', member!.seed);
  const regions = cumulated(SHARES);
  const all: { atMs: number; shopper: number; region: number }[] = [];
  for (; stream.atMs < SECONDS * 1000; stream.advance())
    all.push({
      atMs: stream.atMs,
      shopper: stream.index,
      region: regionOf(member!, stream.index, regions),
    });
  return { all, homeBits: member!.identity.homeBits };
}

function dispersion(times: readonly number[], widthMs: number): { sigmas: number; ratio: number } {
  const counts = new Array<number>((SECONDS * 1000) / widthMs).fill(0);
  for (const ms of times) counts[Math.floor(ms / widthMs)]!++;
  const ratio = variance(counts) / mean(counts);
  return { ratio, sigmas: (ratio - 1) / Math.sqrt(2 / counts.length) };
}

describe.each(SEEDS)('with seed %i, the arrivals of each region', (seed) => {
  const { all, homeBits } = arrivalsOf(seed);
  const timesOf = (region: number) => all.filter((each) => each.region === region).map(({ atMs }) => atMs);

  it.each([5, 10, 100, 1000])('have counts per %i ms whose variance is their mean', (widthMs) => {
    const far = SHARES.map((_, region) => dispersion(timesOf(region), widthMs)).filter(
      ({ sigmas }) => !(Math.abs(sigmas) < SIGMAS),
    );
    expect(far).toEqual([]);
  });

  it('come in the shares of the plan', () => {
    // A household goes to one region as a whole, so households are what is drawn.
    const homes = new Map(all.map(({ shopper, region }) => [householdOf(shopper, homeBits), region]));
    const far = SHARES.map((share, region) => {
      const there = [...homes.values()].filter((each) => each === region).length;
      return binomialSigmas(there, homes.size, share);
    }).filter((sigmas) => !(Math.abs(sigmas) < SIGMAS));
    expect(far).toEqual([]);
  });
});
