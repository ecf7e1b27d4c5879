/**
 * Which of many differences are shown, so that the chance of even one false one is at most `alpha`, whatever depends on what (Holm,
 * "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979). The same as evidence/holm.ts for
 * those who know bounds and not chances: all that are shown at alpha ÷ M go, then all that are shown at alpha ÷ those left, until
 * none is.
 */
export interface SteppedDown {
  /** For each, whether it is shown. */
  readonly shown: readonly boolean[];
  /** The level at which those that are not shown were tested last. */
  readonly level: number;
}

/** @param isShown whether one of them is shown by itself at a level */
export function stepDown<T>(
  all: readonly T[],
  alpha: number,
  isShown: (one: T, level: number) => boolean,
): SteppedDown {
  const shown = all.map(() => false);
  for (;;) {
    const open = all.map((one, i) => ({ one, i })).filter(({ i }) => !shown[i]);
    const level = alpha / Math.max(1, open.length);
    const now = open.filter(({ one }) => isShown(one, level));
    if (now.length === 0) return { shown, level };
    for (const { i } of now) shown[i] = true;
  }
}
