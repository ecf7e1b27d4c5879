import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phase, Plan } from '../../scenarios/campaigns/plan.ts';
import { castOf } from '../../scenarios/crowd/cast.ts';
import { runVirtually } from '../../scenarios/crowd/virtual-world.ts';
import type { ThinkTime } from '../../scenarios/shop/behaviour.ts';
import { defineShop } from '../../scenarios/shop/define-shop.ts';
import { get } from '../../scenarios/shop/requests.ts';
import { arriving, crowdsOf, held, herd, planOf } from '../../scenarios/testing/world.ts';
import { sessionMs, shoppersAtOnce } from './shoppers-at-once.ts';

const shopOf = (thinks: readonly ThinkTime[], goesOn: number) =>
  defineShop({
    name: 'small',
    steps: { a: get('/a'), b: get('/b') },
    behaviours: {
      buyer: {
        entry: { a: 1 },
        steps: {
          a: { thinkSeconds: thinks[0]!, ok: { b: 1 } },
          b: { thinkSeconds: thinks[1]!, ok: { a: goesOn } },
        },
      },
    },
  });
const shop = shopOf([10, 20], 0);
const msOf = (its: ReturnType<typeof shopOf>): number => {
  const plan = planOf(60, [arriving(3600, 'buyer')]);
  return sessionMs(castOf(plan, plan.phases[0]!, its)[0]!.graph);
};

describe('a session', () => {
  it.each([
    { given: 'that leaves after its second step thinks once', its: shopOf([10, 20], 0), want: 10_000 },
    { given: 'that goes round half the times', its: shopOf([10, 20], 0.5), want: 40_000 },
    { given: 'with fixed thinks', its: shopOf([{ fixed: 3 }, { fixed: 5 }], 0.5), want: 11_000 },
    { given: 'that never thinks', its: shopOf([0, 0], 0.5), want: 0 },
    { given: 'that never leaves', its: shopOf([1, 1], 1), want: Number.POSITIVE_INFINITY },
  ])('$given lasts for $want ms', ({ its, want }) => {
    const ms = msOf(its);
    if (Number.isFinite(want)) expect(ms).toBeCloseTo(want, 3);
    else expect(ms).toBe(want);
  });

  it('lasts as long as one in the crowd', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 0.7, noNaN: true }),
        (one, two, goesOn) => {
          const its = shopOf([one, two], goesOn);
          const from = new Map<string, number>();
          const to = new Map<string, number>();
          const plan = planOf(120, [
            arriving(
              [
                [0, 360_000],
                [60, 360_000],
                [60.01, 0],
              ],
              'buyer',
            ),
          ]);
          runVirtually(crowdsOf(plan, { shop: its }), {
            target: {
              answer: (_step, _region, nowMs, { shopper }) => {
                if (!from.has(shopper)) from.set(shopper, nowMs);
                to.set(shopper, nowMs);
                return { status: 200, latencyMs: 0 };
              },
            },
          });
          let sumMs = 0;
          for (const [shopper, atMs] of to) sumMs += atMs - from.get(shopper)!;
          expect(sumMs / to.size / msOf(its)).toBeGreaterThan(0.93);
          expect(sumMs / to.size / msOf(its)).toBeLessThan(1.07);
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('the shoppers at once', () => {
  const phase = (name: string, shoppers: number, begins: Phase['begins'] = { after: 'previous' }): Phase => ({
    name,
    calendarMinutes: 60,
    begins,
    populations: [held(shoppers, 'buyer')],
  });
  const planWith = (phases: readonly Phase[]): Plan => ({ ...planOf(60, []), phases });

  it('are those held at most, herds, and arrivals for as long as they stay', () => {
    const populations = [
      held(
        [
          [0, 5],
          [30, 40],
        ],
        'buyer',
      ),
      { ...herd(7, 3), behaviour: 'buyer' },
      arriving(
        [
          [0, 3600],
          [30, 7200],
        ],
        'buyer',
      ),
    ];
    expect(shoppersAtOnce(planOf(60, populations), shop)).toBe(40 + 7 + 20);
  });

  it('are no more arrivals than come in the phase, if they never leave', () => {
    expect(shoppersAtOnce(planOf(60, [arriving(3600, 'buyer')]), shopOf([1, 1], 1))).toBe(60);
  });

  it('think longer at a slower pace', () => {
    const paced = { ...arriving(3600, 'buyer'), paced: true };
    expect(shoppersAtOnce({ ...planOf(60, [paced]), pace: 2 }, shop)).toBe(20);
  });

  it('are those of the largest phase where one follows another', () => {
    expect(shoppersAtOnce(planWith([phase('a', 10), phase('b', 30), phase('c', 20)]), shop)).toBe(30);
  });

  it('are those of all phases that run together', () => {
    const during = phase('b', 30, { during: 'a', atMinute: 30 });
    expect(shoppersAtOnce(planWith([phase('a', 10), during, phase('c', 35)]), shop)).toBe(40);
  });
});
