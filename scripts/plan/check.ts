/** Checks that a value is a Plan, and reports every mistake in it. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { SHOPPERS_IN_ALL_MAX, shoppersOf } from '../../scenarios/crowd/draw-ranges.ts';
import type { Draft, Known } from '../mistakes/draft.ts';
import { type Mistake, PlanError, pathText, quote } from '../mistakes/plan-error.ts';
import { shapeMistakes, valueAt } from '../mistakes/shape-mistakes.ts';
import { inFull } from '../text/numbers.ts';
import { crossCheck } from './cross-checks.ts';
import { rawMistake } from './raw-plan.ts';
import { planSchemaFor } from './schema.ts';

/**
 * @param raw what a plan's file exports
 * @param known the names that a plan may use
 * @throws PlanError with every mistake: first those of shape, then those of the cross-checks
 */
export function checkPlan(raw: unknown, known: Known): Plan {
  const unwalkable = rawMistake(raw);
  if (unwalkable !== null) throw new PlanError('the plan', [unwalkable]);
  const parsed = planSchemaFor(known).safeParse(raw);
  const mistakes: Mistake[] = parsed.success ? [] : shapeMistakes(raw, parsed.error.issues);
  const draft = blank(raw, new Set(mistakes.map(({ path }) => path))) as Draft<Plan>;
  crossCheck(draft, known, (path, problem, hint) => {
    mistakes.push({ path: pathText(path), value: valueAt(raw, path), problem, hint });
  });
  const plan = parsed.success ? (parsed.data as Plan) : null;
  if (plan !== null && mistakes.length === 0) mistakes.push(...crowdMistakes(plan));
  if (plan !== null && mistakes.length === 0) return plan;
  const name = valueAt(raw, ['name']);
  throw new PlanError(typeof name === 'string' ? `plan ${quote(name)}` : 'the plan', mistakes);
}

/** Every shopper needs draws of its own, and there are only so many. */
function crowdMistakes(plan: Plan): readonly Mistake[] {
  const shoppers = plan.phases
    .flatMap((phase) => phase.populations.map((population) => shoppersOf(plan, phase, population)))
    .reduce((sum, count) => sum + count, 0);
  if (shoppers <= SHOPPERS_IN_ALL_MAX) return [];
  const problem = `have ${inFull(shoppers)} shoppers in all, but there are draws for ${inFull(SHOPPERS_IN_ALL_MAX)} only`;
  return [{ path: 'phases', value: undefined, problem, hint: 'lower scale, or make the plan shorter' }];
}

/** A copy in which every malformed value is undefined, so that the rest has the plan's types. */
function blank(value: unknown, malformed: ReadonlySet<string>, path: readonly PropertyKey[] = []): unknown {
  if (malformed.has(pathText(path))) return undefined;
  if (Array.isArray(value)) return value.map((item, i) => blank(item, malformed, [...path, i]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, blank(item, malformed, [...path, key])]),
  );
}
