/** Each clause that only a drill can judge is expected by a drill of a plan that comes with Carnival. */
import { expect, it } from 'vitest';
import drills from '../../scenarios/campaigns/drills.ts';
import emergency from '../../scenarios/campaigns/emergency.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { kindOf, OBJECTIVE_KINDS } from './index.ts';
import type { CheckedPlan } from './kind.ts';

/** A roll-back needs a gray release, and no plan that ships has one. */
const IN_NO_PLAN = ['rolled-back'];

/** Whether it is a mistake outside a drill. */
function isClause(kind: (typeof OBJECTIVE_KINDS)[number]): boolean {
  const problems: string[] = [];
  const at: CheckedPlan = {
    plan: undefined,
    path: [],
    known: {
      behaviours: {},
      steps: [],
      channels: [],
      settings: null,
      refusable: [],
      dependencies: [],
      misbehaviours: [],
    },
    report: (_, problem) => problems.push(problem),
    checkPhaseName: () => undefined,
    checkStepName: () => undefined,
  };
  kindOf({ kind }).check?.({ kind } as Parameters<NonNullable<ReturnType<typeof kindOf>['check']>>[0], at);
  return problems.some((problem) => /is (a clause )?about a drill/.test(problem));
}

it('every clause that only a drill can judge is expected in a plan that ships', () => {
  const expected = [drills, emergency, smoke, summerCarnival].flatMap((plan) =>
    (plan.drills ?? []).flatMap((drill) => drill.expect.map(({ kind }) => kind)),
  );
  const clauses = OBJECTIVE_KINDS.filter(isClause);
  expect(clauses.length).toBeGreaterThanOrEqual(12);
  expect(clauses.filter((kind) => !expected.includes(kind))).toEqual(IN_NO_PLAN);
});
