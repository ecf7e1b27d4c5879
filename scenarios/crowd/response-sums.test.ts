import { describe, expect, it } from 'vitest';
import { COUNTER } from '../metrics.ts';
import { crowdsOf, EACH_SECOND, HandDriven, once, planOf } from '../testing/world.ts';
import { Counters } from './counters.ts';
import { ResponseSums } from './response-sums.ts';

const REGIONS = [{ name: 'east', share: 1 }];

/** A crowd that sends a request a second; each is answered with its status after so many milliseconds. */
function drive(answers: readonly (readonly [status: number, afterMs: number])[], changes = {}) {
  const plan = planOf(10, [EACH_SECOND], { regions: REGIONS, ...changes });
  const world = new HandDriven(crowdsOf(plan, { behaviours: [once('home.view')] })[0]!);
  for (const [status, afterMs] of answers) {
    const before = world.sent.length;
    while (world.sent.length === before) world.tickAt(world.nowMs + 1);
    world.nowMs += afterMs;
    world.sent.at(-1)!.answer(status);
  }
  world.crowd.flush();
  return world.totals.sum(COUNTER.responseSeconds, { step: 'home.view' });
}

describe('response times', () => {
  it('are added up by step, from the intended send', () => {
    const [one, both] = [
      [[200, 40]],
      [
        [200, 40],
        [200, 60],
      ],
    ] as const;
    expect(drive(one)).toBeGreaterThanOrEqual(0.04);
    expect(drive(both) - drive(one)).toBeCloseTo(0.06, 2);
  });

  it('are not those of answers that failed', () => {
    expect(
      drive([
        [200, 40],
        [500, 300],
      ]),
    ).toBeCloseTo(drive([[200, 40]]), 9);
  });

  it('never fall, whatever the clock did', () => {
    const counters = new Counters();
    const sums = new ResponseSums(counters, ['home.view'], new Set([0]));
    sums.ms[0] = 500;
    sums.pour();
    sums.ms[0] = 300;
    sums.pour();
    expect(counters.total(0)).toBe(0.5);
  });
});
