import { describe, expect, it } from 'vitest';
import { arriving, definePlan, defineShop, get } from '../../scenarios/shop/index.ts';
import { knownOf } from '../forecast/subject.ts';
import { checkPlan } from '../plan/check.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { withDefaults } from './plan-defaults.ts';

const shop = defineShop({
  name: 'small',
  steps: { home: get('/') },
  behaviours: { buyer: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: {} } } } },
});
const SHORT = definePlan(shop, {
  name: 'sale',
  phases: [{ name: 'sale', calendarMinutes: 1, populations: [arriving('buyers', 'buyer', 100)] }],
  objectives: [{ id: 'time', kind: 'response-time', targetShare: 0.9 }],
});
const told = (raw: unknown): readonly string[] =>
  (planErrorOf(() => checkPlan(withDefaults(raw), knownOf(shop)))?.mistakes ?? []).map(({ path }) => path);

describe('a plan for a shop of one’s own', () => {
  it('need not say more than its name, who comes and what is to be proven', () => {
    expect(checkPlan(withDefaults(SHORT), knownOf(shop))).toMatchObject({
      ...SHORT,
      scale: 1,
      pace: 1,
      withinMs: 1200,
      regions: [{ name: 'all', share: 1 }],
      generator: { vus: 2, requestTimeoutMs: 10_000 },
      phases: [{ begins: { after: 'previous' } }],
      objectives: [{ source: 'the plan' }],
    });
  });

  it('need not say where the targets of its drills come from', () => {
    const drill = {
      name: 'down',
      at: { phase: 'sale', minute: 0.2 },
      for: { seconds: 5, recoverySeconds: 5 },
      where: { step: 'home' },
      fault: { kind: 'expect-only' },
    } as const;
    const expected = { id: 'served', kind: 'success', step: 'home', targetShare: 0.9 } as const;
    const drills = [{ ...drill, expect: [expected, { ...expected, id: 'again', source: 'the review' }] }];
    expect(checkPlan(withDefaults({ ...SHORT, drills }), knownOf(shop)).drills).toMatchObject([
      { expect: [{ source: 'the plan' }, { source: 'the review' }] },
    ]);
  });

  it('may say all of it', () => {
    const said = {
      ...SHORT,
      seed: 7,
      speed: 60,
      regions: [{ name: 'east', share: 1 }],
      generator: { vus: 4 },
      phases: [
        ...SHORT.phases,
        { ...SHORT.phases[0]!, name: 'again', begins: { during: 'sale', atMinute: 0.5 } },
      ],
      objectives: [{ ...SHORT.objectives[0]!, source: 'the review' }],
    };
    expect(withDefaults(said)).toMatchObject(said);
    expect(withDefaults(said)).toMatchObject({ generator: { vus: 4, drainMs: 10_000 } });
  });

  it.each([
    { given: 'no name', raw: { ...SHORT, name: undefined }, want: ['name'] },
    { given: 'no phases', raw: { ...SHORT, phases: undefined }, want: ['phases'] },
    { given: 'no objectives', raw: { ...SHORT, objectives: undefined }, want: ['objectives'] },
    { given: 'a phase that is none', raw: { ...SHORT, phases: [7] }, want: ['phases[0]'] },
    { given: 'phases that are none', raw: { ...SHORT, phases: 'sale' }, want: ['phases'] },
    { given: 'a drill that is none', raw: { ...SHORT, drills: [7] }, want: ['drills[0]'] },
    { given: 'a generator that is none', raw: { ...SHORT, generator: 7 }, want: ['generator'] },
    { given: 'a generator of null', raw: { ...SHORT, generator: null }, want: ['generator'] },
  ])('with $given is left to the check of the plan', ({ raw, want }) => {
    expect(told(raw)).toEqual(want);
  });

  it.each([undefined, null, 7, 'plan', [[]]])('that is %j gets no defaults', (raw) => {
    expect(withDefaults(raw)).toBe(raw);
  });

  it('leaves what was written as it was', () => {
    const before = structuredClone(SHORT);
    withDefaults(SHORT);
    expect(SHORT).toEqual(before);
  });

  it('takes a default for what is said to be undefined', () => {
    const raw = { ...SHORT, seed: undefined, phases: [{ ...SHORT.phases[0]!, begins: undefined }] };
    expect(told(raw)).toEqual([]);
  });
});
