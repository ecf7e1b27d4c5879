import { describe, expect, it } from 'vitest';
import type { PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import type { BreakerSettings } from '../../scenarios/drills/breaker.ts';
import { conforms, staysShut } from '../../scenarios/drills/conformance.ts';
import { drillOf } from '../../scenarios/testing/drill.ts';
import { checkPlan } from '../plan/check.ts';
import { EXAMPLE_KNOWN, examplePlan } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';

const ABOUT = { source: 'a test', recoversWithinSeconds: 5, recoversToShare: 0.95 } as const;
const BANK: BreakerSettings = { preset: 'opossum', openMs: 6000, timeoutMs: 400 };
const WHERE = { dependency: 'bank', steps: ['coupon.redeem'] } as const;
const FOR = { seconds: 10, recoverySeconds: 10 } as const;

const told = (change: Partial<PlannedDrill>, bank: BreakerSettings | null = BANK): readonly string[] => {
  const drills = [drillOf({ where: WHERE, for: FOR, ...change })];
  const plan = { ...examplePlan, drills, ...(bank === null ? {} : { breakers: { bank } }) };
  const error = planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN));
  return (error?.mistakes ?? []).map(({ path, problem }) => `${path} ${problem}`);
};
const only = (kind: string) => conforms('bank', ABOUT).filter((each) => each.kind === kind);

describe('clauses in a plan', () => {
  it('are right in a drill, in one line', () => {
    expect(told({ expect: conforms('bank', ABOUT) })).toEqual([]);
    const few = { kind: 'shop', faults: [{ kind: 'error', value: 10 }] } as const;
    expect(told({ fault: few, expect: staysShut('bank', ABOUT) })).toEqual([]);
  });

  it('name the dependency where the drill does not', () => {
    const expected = { where: { region: 'north' }, expect: only('breaker-sheds') } as const;
    expect(told(expected)).toEqual([]);
    const { dependency: _, ...nameless } = only('breaker-sheds')[0]!;
    expect(told({ ...expected, expect: [nameless as never] })).toEqual([
      'drills[0].expect[0].kind is about the breaker of a dependency, and the drill names none',
    ]);
  });

  it('are about a drill, and no objective of a plan', () => {
    const plan = {
      ...examplePlan,
      objectives: [...examplePlan.objectives, ...only('breaker-opens')],
      breakers: { bank: BANK },
    };
    const error = planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN));
    expect(error?.mistakes.map(({ problem }) => problem)).toEqual(['is a clause about a drill']);
  });

  it('need to know how the breaker is set', () => {
    expect(told({ expect: only('breaker-opens') }, null)).toEqual([
      'drills[0].expect[0].kind needs to know how the breaker of "bank" is set',
    ]);
    expect(told({ expect: only('breaker-opens') }, { preset: 'sentinel' })).toEqual([
      'drills[0].expect[0].kind needs "opens" of the breaker of "bank": sentinel has no default for it',
    ]);
    expect(told({ expect: only('breaker-probes') }, { preset: 'envoy', openMs: 1000 })).toEqual([
      'drills[0].expect[0].kind is about probes, and a breaker of envoy lets none through',
    ]);
  });

  it('are about the drill’s own dependency', () => {
    expect(told({ expect: [{ ...only('breaker-sheds')[0]!, dependency: 'courier' }] as never })).toEqual([
      'drills[0].expect[0].dependency is not the drill\'s dependency, "bank"',
    ]);
  });

  it('need a fault that says how many calls fail, or say it themselves', () => {
    const fault = { kind: 'command', begin: ['true'], end: ['true'] } as const;
    expect(told({ fault, expect: only('breaker-opens') })).toEqual([
      'drills[0].expect[0].kind must know which share of the calls fails, and the fault does not say it',
    ]);
    expect(told({ fault, expect: conforms('bank', { ...ABOUT, failingShare: 1 }) })).toEqual([]);
  });

  it('cannot expect of a breaker what its threshold forbids', () => {
    const few = { kind: 'shop', faults: [{ kind: 'error', value: 10 }] } as const;
    expect(told({ fault: few, expect: only('breaker-opens') })[0]).toContain(
      'expects it to open, but only 10 %',
    );
    const stays = staysShut('bank', ABOUT).slice(0, 1);
    expect(told({ expect: stays })[0]).toContain('expects it to stay shut, but 100 %');
  });

  it('need enough time to see what they are about', () => {
    const short = { seconds: 5, recoverySeconds: 5 };
    expect(told({ for: short, expect: only('breaker-probes') })[0]).toContain(
      'sees no probe: the fault lasts 5 s',
    );
    expect(told({ for: short, expect: only('breaker-closes') })[0]).toContain(
      'sees no end: the recovery lasts 5 s',
    );
    expect(told({ for: short, expect: only('load-recovers') })[0]).toContain(
      "is as long as the drill's recovery",
    );
  });

  it('are judged once a region, so they require no part of the run', () => {
    const expected = { ...only('breaker-sheds')[0]!, requires: [{ phase: 'burst' }] };
    expect(told({ expect: [expected] as never })[0]).toContain('is a part of the run');
  });
});
