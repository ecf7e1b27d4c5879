import { describe, expect, it } from 'vitest';
import { MISBEHAVIOURS } from '../../mock-services/misbehaviour/index.ts';
import drills from '../../scenarios/campaigns/drills.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { idleMisbehaviours } from './misbehaviour-needs.ts';
import { EMBEDDED } from './subject.ts';

const idle = (plan: CarnivalPlan, names = MISBEHAVIOURS.map(({ name }) => name)) =>
  idleMisbehaviours(plan, names, EMBEDDED.known).map(({ value }) => value);
const withFault = (plan: CarnivalPlan, step: string, kind: 'error' | 'pressure'): CarnivalPlan => ({
  ...plan,
  shop: { ...plan.shop, faults: [{ step, kind, value: 60 }] },
});
const CALM = { ...summerCarnival, drills: [] };

describe('a way to misbehave that needs something', () => {
  it('is told where the plan does not have it, with what it needs', () => {
    expect(idleMisbehaviours(smoke, ['canary-is-slow', 'loses-an-order'], EMBEDDED.known)).toEqual([
      {
        path: '--misbehave',
        value: 'canary-is-slow',
        problem: 'would never be seen with this plan',
        hint: 'it needs a plan with `gray`',
      },
    ]);
  });

  it.each([
    { what: 'the default plan', plan: summerCarnival, want: ['sheds-checkout-first'] },
    { what: 'the plan of drills', plan: drills, want: [] },
    { what: 'pressure on the shop', plan: withFault(summerCarnival, '*', 'pressure'), want: [] },
  ])('is seen with $what, but for what is missing', ({ plan, want }) => {
    expect(idle(plan).filter((name) => !String(name).startsWith('canary'))).toEqual(want);
  });

  it('is not seen without drills, whatever breaker it is about, and is with a fault of its own', () => {
    expect(idle(CALM)).toContain('never-closes');
    expect(idle(CALM)).toContain('forgets-a-pending-payment');
    expect(idle(withFault(CALM, 'search.query', 'error'))).toContain('never-closes');
    expect(idle(withFault(CALM, 'database', 'error'))).toContain('forgets-a-pending-payment');
    expect(idle(withFault(CALM, 'database', 'error'))).not.toContain('never-closes');
    expect(idle(withFault(CALM, 'bank', 'error'))).not.toContain('forgets-a-pending-payment');
  });

  it('is not seen in another region where there is none', () => {
    const [region] = drills.regions;
    expect(idle({ ...drills, regions: [region!] })).toContain('leaks-into-another-region');
  });

  it('is seen with a gray release', () => {
    const gray = { ...smoke, gray: {} as NonNullable<CarnivalPlan['gray']> };
    expect(idle(gray)).not.toContain('canary-is-slow');
  });
});
