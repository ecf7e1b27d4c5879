import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../metrics.ts';
import {
  arriving,
  crowdOf,
  crowdsOf,
  EACH_SECOND,
  gazer,
  HandDriven,
  held,
  herd,
  once,
  planOf,
  sharesOf,
  whoIs,
} from '../testing/world.ts';

const OK = 200;

describe('the bound on requests in flight', () => {
  it('makes a request wait, keeps its intended time, and blames the slots for the delay', () => {
    const crowd = crowdOf([EACH_SECOND], { generator: { inFlightMax: 1 } });
    crowd.tickUntil(2500);
    expect(crowd.sent).toHaveLength(1);
    crowd.nowMs = 3100;
    crowd.sent[0]!.answer(OK);
    expect(crowd.sent[1]!.atMs).toBe(3100);
    crowd.nowMs = 3200;
    crowd.sent[1]!.answer(OK);
    crowd.crowd.flush();
    expect(crowd.samplesMs).toEqual([2100, 1200]);
    const lag = (cause: string, le: string): number => crowd.totals.sum(COUNTER.sendLagBucket, { cause, le });
    expect([lag('generator', '0.002'), lag('generator', '+Inf')]).toEqual([1, 1]);
    expect([lag('slot', '1'), lag('slot', '2'), lag('slot', '+Inf')]).toEqual([0, 1, 1]);
    expect(crowd.totals.by(COUNTER.responses, 'within')).toMatchObject({ true: 1, false: 1 });
  });

  it.each([
    { inFlightMax: 10, of: 1 },
    { inFlightMax: 10, of: 3 },
    { inFlightMax: 7, of: 7 },
    { inFlightMax: 16, of: 5 },
  ])('is $inFlightMax over $of VUs together, and is used up to it', ({ inFlightMax, of }) => {
    const plan = planOf(10, [herd(500, 1)]);
    const bounded = { ...plan, generator: { ...plan.generator, inFlightMax } };
    const crowds = crowdsOf(bounded, { shares: sharesOf(of) }).map((settings) => new HandDriven(settings));
    for (const crowd of crowds) crowd.tickUntil(1500);
    expect(crowds.reduce((sum, crowd) => sum + crowd.sent.length, 0)).toBe(inFlightMax);
  });

  it('leaves every VU at least one slot', () => {
    const plan = planOf(10, [herd(50, 1)]);
    const bounded = { ...plan, generator: { ...plan.generator, inFlightMax: 1 } };
    for (const settings of crowdsOf(bounded, { shares: sharesOf(3) })) {
      const crowd = new HandDriven(settings);
      crowd.tickUntil(1500);
      expect(crowd.sent).toHaveLength(1);
    }
  });

  it('is never exceeded, and the longest waiting request goes first', () => {
    const answers = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 0, max: 400 })), { maxLength: 80 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), answers, (inFlightMax, moves) => {
        const crowd = crowdOf([held(40, 'gazer'), arriving(36_000, 'once'), herd(20, 1)], {
          behaviours: [gazer(0.5), once('home.view')],
          generator: { inFlightMax },
        });
        const open = new Set<number>();
        let seen = 0;
        const look = (): void => {
          while (seen < crowd.sent.length) open.add(seen++);
          expect(open.size).toBeLessThanOrEqual(inFlightMax);
        };
        for (const [which, dtMs] of moves) {
          crowd.tickUntil(crowd.nowMs + dtMs);
          look();
          const chosen = [...open][which % Math.max(1, open.size)];
          if (chosen === undefined) continue;
          open.delete(chosen);
          crowd.sent[chosen]!.answer(OK);
          look();
        }
        const sent = crowd.sent.map(({ who }) => whoIs(who.shopper));
        expect(sent).toEqual(crowd.intended.slice(0, sent.length));
      }),
      { numRuns: 40 },
    );
  });
});
