/** What can be wrong with a clause where a plan declares it. */
import { resolved } from '../breakers/presets.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Draft } from '../mistakes/draft.ts';
import type { Clause } from './clause.ts';
import { type CheckedPlan, checkOneCell } from './kind.ts';

type Settings = ReturnType<typeof resolved>;
type DraftClause = NonNullable<Draft<Clause>>;

/** Only a drill can judge a clause. */
export function checkInDrill(objective: Parameters<typeof checkOneCell>[0], at: CheckedPlan): boolean {
  checkOneCell(objective, at);
  if (at.inDrill !== undefined) return true;
  const hint = 'write it into the "expect" of a drill: there is nothing to judge it by outside';
  at.report([...at.path, 'kind'], 'is a clause about a drill', hint);
  return false;
}

/**
 * A clause about the breaker of one dependency: the drill or the clause must name it, and the plan must say how its breaker is set.
 *
 * @param needs what the clause must know of the breaker
 * @returns the settings if all is well
 */
export function checkBreaker(
  objective: DraftClause,
  at: CheckedPlan,
  needs: readonly ('opens' | 'openMs' | 'probesMax')[],
): Settings | null {
  if (!checkInDrill(objective, at)) return null;
  const { plan, path, report, inDrill } = at;
  const where = inDrill?.where;
  if (where === undefined) return null;
  const ofDrill = 'dependency' in where ? where.dependency : undefined;
  const named = objective.dependency;
  if (ofDrill !== undefined && named !== undefined && named !== ofDrill) {
    report([...path, 'dependency'], `is not the drill's dependency, "${ofDrill}"`, 'leave it out');
    return null;
  }
  const dependency = ofDrill ?? named;
  if (dependency === undefined) {
    if ('dependency' in where) return null;
    const hint = 'name it here ("dependency"), or in the drill\'s "where"';
    report([...path, 'kind'], 'is about the breaker of a dependency, and the drill names none', hint);
    return null;
  }
  const settings = plan?.breakers?.[dependency];
  if (settings === undefined) {
    const known = Object.keys(plan?.breakers ?? {});
    const hint =
      known.length > 0 && !known.includes(dependency)
        ? didYouMean(dependency, known)
        : `add { "${dependency}": { "preset": … } } to "breakers"`;
    if (!known.includes(dependency))
      report([...path, 'kind'], `needs to know how the breaker of "${dependency}" is set`, hint);
    return null;
  }
  const { preset } = settings;
  if (preset === undefined) return null;
  const breaker = resolved({ ...settings, preset } as Parameters<typeof resolved>[0]);
  let isWhole = true;
  for (const need of needs) {
    if (breaker[need] !== null) continue;
    isWhole = false;
    if (need === 'probesMax')
      report(
        [...path, 'kind'],
        `is about probes, and a breaker of ${preset} lets none through`,
        'leave it out',
      );
    else if (settings[need] === undefined)
      report(
        [...path, 'kind'],
        `needs "${need}" of the breaker of "${dependency}": ${preset} has no default for it`,
        `add it to breakers.${dependency}`,
      );
  }
  return isWhole ? breaker : null;
}
