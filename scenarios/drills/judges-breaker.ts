/** Which drills look at a breaker. For them the run watches breakers closely, which costs something: others do without. */
import type { DrillPlace } from './drill.ts';

/** The kinds of objectives that are clauses about a breaker. */
const BREAKER_KIND = /^breaker-/;

export const judgesBreaker = ({
  expect,
}: {
  readonly expect: readonly { readonly kind: string }[];
}): boolean => expect.some(({ kind }) => BREAKER_KIND.test(kind));

/** A drill of a dependency also needs to know whether anybody asked it meanwhile, and that its breaker tells. */
export const watchesBreaker = (drill: {
  readonly where: DrillPlace;
  readonly expect: readonly { readonly kind: string }[];
}): boolean => 'dependency' in drill.where || judgesBreaker(drill);
