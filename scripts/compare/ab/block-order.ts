/**
 * In which order two builds take turns: A B B A A B B A …, so that whatever rises or falls steadily on the machine meanwhile adds as much
 * to one as to the other (a design that is balanced against a trend: Cox, "Some systematic experimental designs", Biometrika 38, 1951).
 */
export type Build = 'base' | 'head';

export const blockOrder = (pairs: number): readonly Build[] =>
  Array.from({ length: pairs }, (_, pair): readonly Build[] =>
    pair % 2 === 0 ? ['base', 'head'] : ['head', 'base'],
  ).flat();

/** Two halves of the blocks of one build, dealt in the same order: what they differ by is no difference of builds. */
export function halvesOf<T>(blocks: readonly T[]): {
  readonly base: readonly T[];
  readonly head: readonly T[];
} {
  const order = blockOrder(Math.ceil(blocks.length / 2));
  const ofBuild = (build: Build): readonly T[] => blocks.filter((_, i) => order[i] === build);
  return { base: ofBuild('base'), head: ofBuild('head') };
}
