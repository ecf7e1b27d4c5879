/** Which drills look at a breaker. For them the run watches breakers closely, which costs something: others do without. */

/** The kinds of objectives that are clauses about a breaker. */
const BREAKER_KIND = /^breaker-/;

export const judgesBreaker = ({
  expect,
}: {
  readonly expect: readonly { readonly kind: string }[];
}): boolean => expect.some(({ kind }) => BREAKER_KIND.test(kind));
