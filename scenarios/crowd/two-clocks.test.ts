/** Thinking takes real time, and an unpaid order dies on the campaign's squeezed clock. No crowd may lose an order between the two. */
import { describe, expect, it } from 'vitest';
import { heldRealMs } from '../../mock-services/platform/agenda.ts';
import summerCarnival from '../campaigns/summer-carnival.ts';
import { arriving, crowdsOf, planOf } from '../testing/world.ts';
import { exponential, PURPOSE } from './draws.ts';
import { runVirtually } from './virtual-world.ts';

/** The longest that an order of this seed waits for its payment, real milliseconds. */
function longestUnpaidMs(seed: number, speed: number): number {
  const ordered = new Map<string, number>();
  let longest = 0;
  runVirtually(crowdsOf(planOf(speed, [arriving(400_000)], { seed, speed })), {
    target: {
      answer: (step, _region, nowMs, visit) => {
        if (step === 'order.create') ordered.set(visit.shopper, nowMs);
        if (step === 'payment.pay') longest = Math.max(longest, nowMs - ordered.get(visit.shopper)!);
        return { status: 201, latencyMs: 10 };
      },
    },
  });
  expect(ordered.size).toBeGreaterThan(1000);
  return longest;
}

describe.each([60, 120, 240, 1000])('at speed %d', (speed) => {
  it.each([618, 1, 62])('no order of seed %d dies while its shopper thinks', (seed) => {
    expect(longestUnpaidMs(seed, speed)).toBeLessThan(heldRealMs(speed));
  });
});

it('the longest thought that can be drawn fits in, with the slowest answer before it', () => {
  // A hash of 0 is the least there is.
  const longest = Math.log(2 ** 33);
  const draws = Array.from({ length: 1_000_000 }, (_, who) => exponential(618, who, 1, PURPOSE.think));
  expect(draws.every((draw) => draw <= longest)).toBe(true);
  const UNTIL_PAID_MEAN_MS = 2000;
  const { requestTimeoutMs } = summerCarnival.generator;
  expect(longest * UNTIL_PAID_MEAN_MS + requestTimeoutMs).toBeLessThan(heldRealMs(1000));
});
