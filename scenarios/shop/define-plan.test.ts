/** What of a shop.ts and a plan.ts compiles: `tsc` is the test, and it fails where an expected error is none. */
import { describe, expect, it } from 'vitest';
import { arriving, definePlan, defineShop, get, held, herd, json, type OwnPlan, post } from './index.ts';

const shop = defineShop({
  name: 'small',
  steps: { home: get('/'), buy: post('/orders', { take: { order: json('id') } }) },
  channels: { door: 'home' },
  behaviours: {
    buyer: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: { buy: 0.5 } } } },
    looker: { entry: 'channels', steps: { home: { thinkSeconds: { fixed: 2 }, ok: {} } } },
  },
});
const phase = { name: 'sale', calendarMinutes: 1, populations: [arriving('buyers', 'buyer', 100)] };
const objective = { id: 'time', kind: 'response-time', targetShare: 0.9 } as const;

describe('a plan of a shop', () => {
  it('compiles with the names of the shop, and is what was written', () => {
    const plan = definePlan(shop, {
      name: 'sale',
      phases: [
        phase,
        {
          name: 'later',
          calendarMinutes: 1,
          populations: [
            held('lookers', 'looker', 10),
            herd('rush', 'buyer', 5, 0.5, { medianMs: 1, p99Ms: 2 }),
          ],
        },
      ],
      objectives: [
        { ...objective, requires: [{ step: 'home' }, { phase: 'sale' }] },
        { id: 'buys', kind: 'success', step: 'buy', targetShare: 0.9 },
      ],
    });
    expect(plan.phases.map(({ name }) => name)).toEqual(['sale', 'later']);
  });

  it('compiles with drills at steps of the shop, and at no others', () => {
    const drill = {
      name: 'down',
      at: { phase: 'sale', minute: 0.5 },
      for: { seconds: 5, recoverySeconds: 5 },
      fault: { kind: 'expect-only' },
    } as const;
    const expected = { id: 'served', kind: 'success', step: 'buy', targetShare: 0.9 } as const;
    const drills = (...drills: NonNullable<OwnPlan<'home' | 'buy'>['drills']>) =>
      definePlan(shop, { name: 'sale', phases: [phase], objectives: [objective], drills }).drills?.length;
    const all = [
      { ...drill, where: { step: 'buy' }, expect: [expected] },
      { ...drill, where: { dependency: 'bank', steps: ['buy'] }, expect: [expected] },
      { ...drill, where: { steps: ['home', 'buy'], regions: ['all'] }, expect: [] },
      { ...drill, where: { region: 'all' }, expect: [] },
    ] as const;
    expect(drills(...all)).toBe(4);
    // @ts-expect-error The shop has home and buy.
    drills({ ...drill, where: { step: 'bye' }, expect: [] });
    // @ts-expect-error The shop has home and buy.
    drills({ ...drill, where: { dependency: 'bank', steps: ['bye'] }, expect: [] });
    // @ts-expect-error The shop has home and buy.
    drills({ ...drill, where: { region: 'all' }, expect: [{ ...expected, step: 'bye' }] });
  });

  it('does not compile with a behaviour that the shop lacks', () => {
    definePlan(shop, {
      name: 'sale',
      phases: [
        {
          ...phase,
          // @ts-expect-error The shop has a buyer and a looker.
          populations: [arriving('buyers', 'byer', 100)],
        },
      ],
      objectives: [objective],
    });
  });

  it('does not compile with a step that the shop lacks, of an objective or of a cell that it requires', () => {
    definePlan(shop, {
      name: 'sale',
      phases: [phase],
      objectives: [
        // @ts-expect-error The shop has home and buy.
        { id: 'buys', kind: 'success', step: 'bye', targetShare: 0.9 },
        // @ts-expect-error The same in a required cell.
        { ...objective, requires: [{ step: 'hom' }] },
      ],
    });
  });

  it('does not compile without what has no default', () => {
    // @ts-expect-error Nobody comes.
    definePlan(shop, { name: 'sale', objectives: [objective] });
    // @ts-expect-error Nothing is to be proven.
    definePlan(shop, { name: 'sale', phases: [phase] });
  });
});

describe('a shop', () => {
  it('does not compile when an edge, an entry or a channel leads to no step', () => {
    const steps = { home: get('/') };
    const leaves = { thinkSeconds: 1, ok: {} };
    defineShop({
      name: 'small',
      steps,
      behaviours: {
        // @ts-expect-error There is no step "hom".
        a: { entry: { hom: 1 }, steps: { home: leaves } },
        // @ts-expect-error Nor is there one to visit.
        b: { entry: { home: 1 }, steps: { home: leaves, hom: leaves } },
        // @ts-expect-error Nor one to go to.
        c: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: { hom: 1 } } } },
        // @ts-expect-error Nor one after a refusal.
        d: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: {}, refused: { hom: 1 } } } },
      },
    });
    // @ts-expect-error A channel leads to a step.
    defineShop({ name: 'small', steps, channels: { door: 'hom' }, behaviours: {} });
  });

  it('does not compile when a step says what no step has', () => {
    // @ts-expect-error It is `needs`.
    get('/', { need: ['a'] });
    // @ts-expect-error What is taken is said by where it is.
    get('/', { take: { a: 'data.a' } });
    // @ts-expect-error There is no such outcome.
    get('/', { outcome: () => 'good' });
    expect(get('/').method).toBe('GET');
  });
});
