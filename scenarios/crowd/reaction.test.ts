import { describe, expect, it } from 'vitest';
import {
  arriving,
  binomialSigmas,
  crowdOf,
  herd,
  KOLMOGOROV_MAX,
  kolmogorov,
  SIGMAS,
} from '../testing/world.ts';
import { reactionMs } from './reaction.ts';

const REACTION = { medianMs: 1500, p99Ms: 6000 };
const SHOPPERS = 20_000;
const times = Array.from({ length: SHOPPERS }, (_, shopper) => reactionMs(REACTION, 618, shopper));

describe('the reaction of a herd', () => {
  it.each([
    { share: 0.5, ms: REACTION.medianMs },
    { share: 0.99, ms: REACTION.p99Ms },
    { share: 0.01, ms: REACTION.medianMs ** 2 / REACTION.p99Ms },
  ])('is at most $ms ms for a share of $share, as the plan says', ({ share, ms }) => {
    const quick = times.filter((each) => each <= ms).length;
    expect(Math.abs(binomialSigmas(quick, SHOPPERS, share))).toBeLessThan(SIGMAS);
  });

  it('is log-normal: its logarithms are spread like a normal distribution', () => {
    const sigma = Math.log(REACTION.p99Ms / REACTION.medianMs) / 2.3263478740408408;
    const standard = times.map((ms) => Math.log(ms / REACTION.medianMs) / sigma);
    expect(kolmogorov(standard, normal)).toBeLessThan(KOLMOGOROV_MAX);
  });

  it('is the same for the same shopper, and another for the next and for another seed', () => {
    expect(reactionMs(REACTION, 618, 7)).toBe(times[7]);
    expect(reactionMs(REACTION, 618, 8)).not.toBe(times[7]);
    expect(reactionMs(REACTION, 619, 7)).not.toBe(times[7]);
  });

  it('is none without the plan’s word for it', () => {
    expect(reactionMs(undefined, 618, 7)).toBe(0);
  });
});

describe('a herd', () => {
  const flash = herd(300, 1, { medianMs: 400, p99Ms: 1000 });

  it('acts shopper by shopper, each at the release and its reaction, and counts from there', () => {
    const crowd = crowdOf([flash], { seconds: 10 });
    crowd.tickUntil(9000, 1);
    const shopper = (id: string): number => Number(id.split('.').at(-2));
    const off = crowd.sent.filter(({ who, atMs, step }) => {
      const due = 1000 + reactionMs({ medianMs: 400, p99Ms: 1000 }, seedOf(), shopper(who.shopper));
      // The wheel hands a row out within 4 ms.
      return step === 'flash.take' && !(atMs >= Math.floor(due) && atMs <= due + 5);
    });
    expect(off).toEqual([]);
    expect(crowd.sent).toHaveLength(300);
    expect(Math.min(...crowd.sent.map(({ atMs }) => atMs))).toBeGreaterThan(1000);

    function seedOf(): number {
      const [, population] = crowd.sent[0]!.who.shopper.split('.');
      return Number.parseInt(population!, 36);
    }
  });

  it('waits for its release beside others who arrive before', () => {
    const crowd = crowdOf([flash, { ...arriving(3600, 'once', 'even') }], { seconds: 3 });
    crowd.tickUntil(1000, 5);
    expect(crowd.sent.filter(({ step }) => step === 'flash.take')).toEqual([]);
    expect(crowd.gauges.carnival_shoppers).toBeGreaterThanOrEqual(0);
  });
});

/** The distribution function, by the integral of its density. */
function normal(x: number): number {
  const STEPS = 200;
  const width = x / STEPS;
  const density = (at: number): number => Math.exp((-at * at) / 2) / Math.sqrt(2 * Math.PI);
  const area = Array.from({ length: STEPS }, (_, i) => density((i + 0.5) * width)).reduce((a, b) => a + b, 0);
  return 0.5 + area * width;
}
