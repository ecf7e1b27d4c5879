import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../campaigns/plan.ts';
import { COUNTER, GAUGE } from '../metrics.ts';
import {
  always,
  arriving,
  crowdsOf,
  gazer,
  HandDriven,
  held,
  herd,
  once,
  planOf,
  SECOND_MS,
  sharesOf,
} from '../testing/world.ts';
import { runVirtually, type Totals, type VirtualAnswer, type VirtualTarget } from './virtual-world.ts';

const OK = 200;
const STATUSES = [0, 200, 201, 302, 403, 404, 409, 429, 500, 503] as const;
const BEHAVIOURS = [gazer(1), once('order.create')];
const SECONDS = 6;

const bounded = (plan: Plan, generator: Partial<Plan['generator']>): Plan => ({
  ...plan,
  generator: { ...plan.generator, ...generator },
});

/** Answers in turn, whoever asks. */
function inTurn(answers: readonly VirtualAnswer[]): VirtualTarget {
  let next = 0;
  return { answer: () => answers[next++ % answers.length]! };
}

const ended = (totals: Totals, cell = {}): number =>
  totals.sum(COUNTER.responses, cell) + totals.sum(COUNTER.unsent, cell);

describe('nothing is silently dropped', () => {
  const answer = fc.record({
    status: fc.constantFrom(...STATUSES),
    latencyMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(0, 1200, 1201, 10_000)),
  });

  it('once it is over: intended = ok + refused + failed + unsent, in every step and region', () => {
    fc.assert(
      fc.property(
        fc.array(answer, { minLength: 1, maxLength: 20 }),
        fc.record({
          inFlightMax: fc.integer({ min: 1, max: 12 }),
          drainMs: fc.integer({ min: 0, max: 3000 }),
        }),
        fc.record({
          vus: fc.integer({ min: 1, max: 4 }),
          shoppers: fc.nat(80),
          perHour: fc.nat(60_000),
          released: fc.nat(60),
        }),
        (answers, generator, { vus, shoppers, perHour, released }) => {
          const populations = [
            held(
              [
                [0, shoppers],
                [2, shoppers],
                [4, shoppers / 2],
              ],
              'browser',
            ),
            arriving(perHour),
            herd(released, 2),
          ];
          const crowds = crowdsOf(bounded(planOf(SECONDS, populations, { pace: 0.05 }), generator), {
            shares: sharesOf(vus),
          });
          let inFlightMost = 0;
          let sent = 0;
          const target = inTurn(answers);
          const { totals } = runVirtually(crowds, {
            target: {
              answer: (...request) => {
                sent++;
                return target.answer(...request);
              },
            },
            ticked: (_, inFlight) => {
              inFlightMost = Math.max(inFlightMost, inFlight);
            },
          });
          for (const step of Object.keys(totals.by(COUNTER.intended, 'step')))
            for (const { name: region } of crowds[0]!.plan.regions)
              expect(ended(totals, { step, region })).toBe(totals.sum(COUNTER.intended, { step, region }));
          expect(totals.sum(COUNTER.intendedByPopulation)).toBe(totals.sum(COUNTER.intended));
          expect(totals.sum(COUNTER.responses)).toBe(sent);
          expect(totals.sum(COUNTER.distinctShoppers)).toBeLessThanOrEqual(totals.sum(COUNTER.sessions));
          expect(totals.sum(COUNTER.vuFinished)).toBe(vus);
          expect(inFlightMost).toBeLessThanOrEqual(Math.max(generator.inFlightMax, vus));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('at any moment: what has not ended is in flight or waits', () => {
    const move = fc.record({ dtMs: fc.integer({ min: 0, max: 300 }), which: fc.nat(), status: answer });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(move, { maxLength: 60 }), (inFlightMax, moves) => {
        const plan = planOf(SECONDS, [held(60, 'gazer'), arriving(36_000, 'once')]);
        const [settings] = crowdsOf(bounded(plan, { inFlightMax, drainMs: 500 }), { behaviours: BEHAVIOURS });
        const crowd = new HandDriven(settings!);
        const answered = new Set<number>();
        for (const { dtMs, which, status } of moves) {
          crowd.tickUntil(crowd.nowMs + dtMs);
          const open = [...crowd.sent.keys()].filter((i) => !answered.has(i));
          const chosen = open[which % Math.max(1, open.length)];
          if (chosen !== undefined) {
            crowd.sent[chosen]!.answer(status.status);
            answered.add(chosen);
          }
          crowd.crowd.flush();
          const pending = crowd.gauges[GAUGE.inFlight]! + crowd.gauges[GAUGE.waiting]!;
          expect(crowd.totals.sum(COUNTER.intended)).toBe(ended(crowd.totals) + pending);
          expect(crowd.gauges[GAUGE.inFlight]).toBe(crowd.sent.length - answered.size);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('with a target that hangs past the drain: a few time out, all others are unsent', () => {
    const plan = bounded(planOf(SECONDS, [herd(500, 1)]), { inFlightMax: 10, drainMs: 2000 });
    const { totals } = runVirtually(crowdsOf(plan), { target: always(0, 10_000) });
    expect(totals.by(COUNTER.responses, 'outcome')).toEqual({
      ok: 0,
      refused: 0,
      failed: 10,
      degraded: 0,
    });
    expect(totals.sum(COUNTER.unsent)).toBe(490);
    expect([totals.sum(COUNTER.sessions), totals.sum(COUNTER.distinctShoppers)]).toEqual([500, 10]);
  });
});

describe('the seconds that requests were pending', () => {
  it('are the sum of all response times, whatever the ticks and however slow the answers', () => {
    const latencies = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(latencies, fc.integer({ min: 1, max: 200 }), (latenciesMs, inFlightMax) => {
        // The curves end early enough for every answer to come before the phase ends.
        const curves = {
          held: [
            [0, 50],
            [2, 50],
            [2, 0],
          ],
          arriving: [
            [0, 36_000],
            [2, 36_000],
            [2, 0],
          ],
        } as const;
        const plan = planOf(300, [held(curves.held, 'gazer'), arriving(curves.arriving, 'once')]);
        const crowds = crowdsOf(bounded(plan, { inFlightMax }), { behaviours: BEHAVIOURS });
        let responsesMs = 0;
        let unended = 0;
        const { totals } = runVirtually(crowds, {
          target: inTurn(latenciesMs.map((latencyMs) => ({ status: OK, latencyMs }))),
          sample: (responseMs) => {
            responsesMs += responseMs;
          },
          ticked: (nowMs, inFlight) => {
            if (nowMs >= 295 * SECOND_MS) unended += inFlight;
          },
        });
        expect(unended).toBe(0);
        expect(totals.sum(COUNTER.pendingSeconds)).toBeCloseTo(responsesMs / SECOND_MS, 6);
        expect(responsesMs).toBeGreaterThan(0);
      }),
      { numRuns: 10 },
    );
  });

  it('end with the phase: a request that hangs counts until then', () => {
    const plan = planOf(SECONDS, [herd(10, 2)]);
    const { totals } = runVirtually(crowdsOf(plan), { target: always(0, 10_000) });
    expect(totals.sum(COUNTER.pendingSeconds)).toBeCloseTo(10 * (SECONDS - 2), 6);
  });
});

describe('the promises of orders', () => {
  it('are told exactly once over all VUs and populations, and as unsure where the order may be stored, and not at all where it was refused', () => {
    const populations = [held(300, 'gazer'), arriving(72_000, 'once'), herd(100, 3)];
    const buyers = [
      { ...once('order.create'), name: 'gazer' },
      once('order.create'),
      { ...once('order.create'), name: 'flash-sale-buyer' },
    ];
    const statuses = [200, 201, 0, 409, 500, 409, 302];
    const answered = new Map<string, number>();
    let next = 0;
    const { totals, promises } = runVirtually(
      crowdsOf(planOf(20, populations), { shares: sharesOf(3), behaviours: buyers }),
      {
        target: {
          answer: (_step, _region, _nowMs, { order }) => {
            const status = statuses[next++ % statuses.length]!;
            expect(answered.has(order)).toBe(false);
            answered.set(order, status);
            return { status, latencyMs: 30 };
          },
        },
      },
    );
    const withStatus = (...wanted: number[]): string[] =>
      [...answered].filter(([, status]) => wanted.includes(status)).map(([order]) => order);
    const told = (kind: 'order' | 'unsure', word: number): string[] =>
      promises
        .flatMap((regions) => Object.values(regions).flatMap((each) => each[kind] ?? []))
        .map((text) => text.split(' ')[word]!)
        .sort();
    expect(told('order', 0)).toEqual(withStatus(200, 201).sort());
    expect(told('unsure', 1)).toEqual(withStatus(0, 302, 500).sort());
    expect(answered.size).toBe(totals.sum(COUNTER.intended));
    expect(answered.size).toBeGreaterThan(1000);
  });
});
