import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { BEHAVIOURS } from '../../scenarios/targets/mock-shop/behaviours/index.ts';
import { objectivesAtScale } from './objectives-at-scale.ts';

const at = (scale: number, plan = summerCarnival) => objectivesAtScale(plan, scale, BEHAVIOURS);
const objective = (scale: number, id: string) => at(scale).find((each) => each.id === id);

describe('objectives of a smaller crowd', () => {
  it('leave as many bots to risk control as those of the whole crowd', () => {
    expect(objective(0.1, 'bots-stopped')).toMatchObject({
      targetShare: expect.closeTo(0.9, 9),
      source: expect.stringContaining('at scale 0.1, as many bots pass out of fewer requests'),
    });
    expect(objective(0.1, 'few-coupons-refused')).toMatchObject({ maxShare: expect.closeTo(0.02, 9) });
  });

  it('allow the same number at every scale, or everything', () => {
    const REQUESTS = 10_000;
    const scales = fc.double({ min: 0.011, max: 1, noNaN: true });
    fc.assert(
      fc.property(scales, (scale) => {
        const bots = objective(scale, 'bots-stopped') as { targetShare: number };
        expect((1 - bots.targetShare) * REQUESTS * scale).toBeCloseTo(0.01 * REQUESTS, 6);
      }),
    );
    expect(objective(0.01, 'bots-stopped')).toBeUndefined();
    expect(objective(0.001, 'few-coupons-refused')).toMatchObject({ maxShare: 1 });
  });

  it('about honest shoppers do not change', () => {
    const changed = ['bots-stopped', 'few-coupons-refused', 'appeals', 'flash-sale-sells-out'];
    const others = summerCarnival.objectives.filter(({ id }) => !changed.includes(id));
    expect(at(0.1).filter(({ id }) => !changed.includes(id))).toEqual(others);
    expect(objective(0.1, 'appeals')).toMatchObject({ minShare: 0, maxShare: 1 });
  });

  it('do not require regions of a sold-out stock: beside a few pieces, chance decides how many are refused there', () => {
    const whole = summerCarnival.objectives.find(({ id }) => id === 'flash-sale-sells-out')!;
    expect(whole.requires).toHaveLength(summerCarnival.regions.length);
    expect(objective(0.1, whole.id)).toEqual({ ...whole, requires: [] });
  });

  it('are not changed for a crowd that is as large, or larger', () => {
    expect(at(1)).toEqual(summerCarnival.objectives);
    expect(at(2)).toEqual(summerCarnival.objectives);
    const tenth = { ...summerCarnival, scale: 0.1 };
    expect(at(0.1, tenth)).toEqual(summerCarnival.objectives);
  });

  it('keep a range whose refusals bots have no part in', () => {
    const honest = BEHAVIOURS['coupon-buyer']!;
    const behaviours = Object.fromEntries(Object.keys(BEHAVIOURS).map((name) => [name, honest]));
    const few = objectivesAtScale(summerCarnival, 0.1, behaviours).find(
      ({ id }) => id === 'few-coupons-refused',
    );
    expect(few).toMatchObject({ maxShare: 0.002 });
  });
});
