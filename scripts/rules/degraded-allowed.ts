/**
 * Where a degraded answer is no failure: as in the verdict (decision 040). Outside the windows of drills the plan's objectives say so, and
 * within one its expectations alone.
 */
import type { Objective, Plan } from '../../scenarios/campaigns/plan.ts';
import { is, isNoneOf, isOneOf } from './promql.ts';

export interface DegradedScope {
  /** Null: outside of the drills that allow something else than the plan. */
  readonly drill: string | null;
  /** Of the answers that it is about. No answer is in two scopes. */
  readonly matchers: readonly string[];
  readonly allowed: readonly DegradedAllowed[];
}
export interface DegradedAllowed {
  /** Null: every step. */
  readonly step: string | null;
  readonly maxShare: number;
}

/** The first is that of the plan's own objectives. */
export function degradedScopes({
  objectives,
  drills = [],
}: Plan): readonly [DegradedScope, ...DegradedScope[]] {
  const allowed = allowedBy(objectives);
  const others = drills
    .map(({ name, expect }) => ({ name, allowed: allowedBy(expect) }))
    .filter((drill) => JSON.stringify(drill.allowed) !== JSON.stringify(allowed));
  const names = others.map(({ name }) => name);
  return [
    { drill: null, matchers: names.length === 0 ? [] : [isNoneOf('drill', names)], allowed },
    ...others.map(({ name, allowed: its }) => ({ drill: name, matchers: [is('drill', name)], allowed: its })),
  ];
}

const allowedBy = (objectives: readonly Objective[]): readonly DegradedAllowed[] =>
  objectives.flatMap((each) =>
    each.kind === 'degraded' ? [{ step: each.step ?? null, maxShare: each.maxShare }] : [],
  );

const stepsOf = (allowed: readonly DegradedAllowed[]): readonly string[] =>
  allowed.flatMap(({ step }) => step ?? []);
const isEverywhere = (allowed: readonly DegradedAllowed[]): boolean =>
  allowed.some(({ step }) => step === null);

/** The matchers of degraded answers that are allowed: a set for each scope that allows any. */
export const whereAllowed = (plan: Plan): readonly (readonly string[])[] =>
  degradedScopes(plan).flatMap(({ matchers, allowed }) => {
    if (isEverywhere(allowed)) return [matchers];
    return allowed.length === 0 ? [] : [[...matchers, isOneOf('step', stepsOf(allowed))]];
  });

/** The matchers of those that have failed. */
export const whereFailed = (plan: Plan): readonly (readonly string[])[] =>
  degradedScopes(plan).flatMap(({ matchers, allowed }) => {
    if (isEverywhere(allowed)) return [];
    return [allowed.length === 0 ? matchers : [...matchers, isNoneOf('step', stepsOf(allowed))]];
  });
