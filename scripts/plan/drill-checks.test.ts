import { describe, expect, it } from 'vitest';
import type { PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import { drillOf } from '../../scenarios/testing/drill.ts';
import { EXAMPLE_KNOWN, examplePlan } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';

const told = (...drills: readonly unknown[]): readonly string[] =>
  (planErrorOf(() => checkPlan({ ...examplePlan, drills }, EXAMPLE_KNOWN))?.mistakes ?? []).map(
    ({ path, problem }) => `${path} ${problem}`,
  );
/** The example's burst lasts 120 s, and its shop has no step order.pay. */
const drill = (changes: Partial<PlannedDrill> = {}): PlannedDrill =>
  drillOf({ where: { dependency: 'bank', steps: ['coupon.redeem'], regions: ['north'] }, ...changes });
const at = (minute: number): Pick<PlannedDrill, 'at'> => ({ at: { phase: 'burst', minute } });

describe('a drill in a plan', () => {
  it('is right with every kind of place and fault that there is', () => {
    const places: readonly PlannedDrill['where'][] = [
      { step: 'coupon.redeem' },
      { region: 'north' },
      { steps: ['home.view'], regions: ['east', 'south'] },
    ];
    const error = {
      kind: 'shop',
      faults: [{ kind: 'error', value: 1 }],
      flapping: { onSeconds: 1, offSeconds: 1 },
    };
    expect(
      told(
        drill(),
        ...places.map((where, i) =>
          drill({ name: `place-${i}`, where, fault: error as PlannedDrill['fault'], ...at(41 + 9 * i) }),
        ),
        drill({ name: 'killed', where: { process: 'north' }, fault: { kind: 'kill' }, ...at(70) }),
        drill({ name: 'told', fault: { kind: 'command', begin: ['true'], end: ['true'] }, ...at(80) }),
        drill({ name: 'hoped-for', fault: { kind: 'expect-only' }, ...at(90) }),
      ),
    ).toEqual([]);
  });

  it('tells all mistakes in names at once', () => {
    const wrong = drill({
      at: { phase: 'brust', minute: 1 },
      where: { dependency: 'banque', steps: ['coupon.redem'], regions: ['nort'] },
      overlaps: ['bank-downn'],
    });
    expect(told(wrong, drill())).toEqual([
      'drills[0].at.phase is not a phase of the plan',
      'drills[0].where.steps[0] is not a step of the shop',
      'drills[0].where.regions[0] is not a region of the plan',
      'drills[0].where.dependency is not a dependency of the shop',
      'drills[0].overlaps[0] is not a drill of the plan',
      'drills[1].name is already the name of drills[0]',
    ]);
  });

  it.each([
    { fault: { kind: 'kill' }, want: 'drills[0].where is no process, and only a process can be killed' },
    {
      fault: { kind: 'boundary', faults: [{ kind: 'hang' }] },
      want: 'drills[0].where.dependency has no boundary in this plan',
    },
    {
      fault: { kind: 'crowd', population: 'nobody' },
      want: 'drills[0].fault.population is not a population of the drill’s phase',
    },
    {
      fault: { kind: 'shop', faults: [{ kind: 'eror', value: 1 }] },
      want: 'drills[0].fault.faults[0].kind is no kind of fault',
    },
    {
      fault: { kind: 'shop', faults: [{ kind: 'error', value: 0.5 }] },
      want: 'drills[0].fault.faults[0].value is not a value for error',
    },
    {
      fault: { kind: 'shop', faults: [{ kind: 'sold-out', value: 0 }] },
      want: 'drills[0].fault.faults[0].kind has no effect on bank: it needs a step that can refuse',
    },
  ] as readonly { fault: PlannedDrill['fault']; want: string }[])(
    'tells what the fault $fault.kind lacks: $want',
    ({ fault, want }) => {
      expect(told(drill({ fault }))).toEqual([want]);
    },
  );

  it('must end before its phase does, recovery included, at the speed of the run', () => {
    expect(told(drill(at(112)))).toEqual([]);
    expect(told(drill(at(112.1)))).toEqual([
      'drills[0].at.minute ends 120.1 real seconds after its phase begins, recovery included, and the phase lasts 120',
    ]);
  });

  it('may share time, steps and regions with another only where the plan says so', () => {
    const other = drill({ name: 'lost', where: { region: 'north' }, ...at(12) });
    const problem = 'drills[1] shares time, steps and regions with the drill "bank-down"';
    expect(told(drill(), other)).toEqual([problem]);
    expect(told(drill(), { ...other, overlaps: ['bank-down'] })).toEqual([]);
    expect(told(drill(), { ...other, where: { region: 'east' } })).toEqual([]);
    expect(told(drill(), { ...other, ...at(18) })).toEqual([]);
  });

  it('shares them also with one of a phase that runs meanwhile', () => {
    const [burst] = examplePlan.phases;
    const sale = {
      ...burst!,
      name: 'sale',
      begins: { during: burst!.name, atMinute: 5 },
      calendarMinutes: 60,
    };
    const mistakes = (minute: number) => {
      const drills = [drill(at(30)), drill({ name: 'lost', at: { phase: 'sale', minute } })];
      const plan = { ...examplePlan, phases: [burst, sale], drills };
      return (planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes ?? []).map(
        ({ path, problem }) => `${path} ${problem}`,
      );
    };
    const problem = 'drills[1] shares time, steps and regions with the drill "bank-down"';
    expect(mistakes(25)).toContain(problem);
    expect(mistakes(40)).not.toContain(problem);
  });

  it('leaves half of its phase to the plan, at any step and region', () => {
    const long = (name: string, minute: number, seconds: number) =>
      drill({ name, ...at(minute), for: { seconds, recoverySeconds: 0 } });
    expect(told(long('one', 0, 30), long('two', 60, 30))).toEqual([]);
    expect(told(long('one', 0, 30), long('two', 60, 31))).toEqual([
      'phases[0] has drills in 61 s of its 120 s at the same steps and regions',
    ]);
  });

  it('leaves half of a phase that runs meanwhile to the plan, too', () => {
    const inSale = told(drill(at(31)));
    expect(inSale).toEqual(['phases[1] has drills in 8 s of its 10 s at the same steps and regions']);
    expect(told(drill(at(36)))).toEqual([]);
  });

  it('expects nothing that is about the whole run', () => {
    const lost = { id: 'none-lost', kind: 'lost-orders', max: 0, source: 'a test' } as const;
    const slow = { id: 'quick', kind: 'response-time', targetShare: 0.9, source: 'a test' } as const;
    expect(told(drill({ expect: [slow] }))).toEqual([]);
    expect(told(drill({ expect: [lost, slow, slow] }))).toEqual([
      'drills[0].expect[0].kind is about the whole run, so no drill can expect it',
      'drills[0].expect[2].id is already the id of expect[1]',
    ]);
  });

  it('of a shop that is not ours cannot break what only ours has', () => {
    const known = { ...EXAMPLE_KNOWN, settings: null, channels: [] };
    const { shop: _, channels: __, ...plan } = examplePlan;
    const mistakes = planErrorOf(() => checkPlan({ ...plan, drills: [drill()] }, known))?.mistakes ?? [];
    expect(mistakes.map(({ path, problem }) => `${path} ${problem}`)).toContain(
      'drills[0].fault.kind is for the embedded shop',
    );
  });
});
