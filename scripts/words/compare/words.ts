/** The words of a comparison, and of a gate. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface CompareWords {
  /** Standing alone before the two runs. */
  readonly heading: Texts<
    | 'compared'
    | 'differences'
    | 'counts'
    | 'causes'
    | 'otherCounts'
    | 'plan'
    | 'targets'
    | 'environment'
    | 'onlyInOne'
    | 'not-worse'
    | 'worse'
    | 'cannot-tell'
  >;
  readonly with: (head: string, base: string) => string;
  readonly against: (head: string, base: string) => string;
  readonly side: Texts<'base' | 'head'>;
  readonly of: (side: string, outcome: string, seed: string, headline: string) => string;
  readonly onlyIn: (side: string, names: string, more: string | null) => string;
  readonly column: Texts<
    'difference' | 'interval' | 'finding' | 'wouldShow' | 'run' | 'outcome' | 'seed' | 'why' | 'cause'
  >;
  readonly finding: Texts<'worse' | 'better' | 'none-shown' | 'no-evidence'>;
  /** Of a full count. */
  readonly countFinding: Texts<'worse' | 'better' | 'fails-in-both' | 'differs'>;
  /** A change, and what it means. */
  readonly decided: (change: string, finding: string) => string;
  /** Null: no difference would have. */
  readonly wouldHaveShown: (difference: string | null) => string;
  readonly notCompared: string;
  readonly tooLittle: string;
  readonly points: string;
  /** From one end of an interval to the other. */
  readonly interval: (lower: string, upper: string) => string;
  readonly unknown: string;
  readonly nothing: string;
  readonly notThere: string;
  /** Seconds, behind a figure. */
  readonly seconds: string;
  readonly moreDifferences: (count: string) => string;
  /** The same on a page, which has them all. */
  readonly moreBelow: (count: string) => string;
  readonly moreChanges: (count: string) => string;
  readonly more: (count: string) => string;
  readonly family: (tests: string, chance: string) => string;
  readonly summary: {
    readonly noEvidence: string;
    readonly nothingInCommon: string;
    readonly counts: (of: { worse: string; better: string; both: string }) => string;
    readonly both: (counts: string, differences: string) => string;
    readonly noneShown: (comparisons: string) => string;
    readonly shown: (of: { worse: string; better: string; noneShown: string; compared: string }) => string;
  };
  readonly gate: {
    readonly within: string;
    readonly told: (of: {
      told: string;
      all: string;
      points: string;
      share: string;
      ms: string;
      gates: string;
    }) => string;
    readonly note: (note: string) => string;
    readonly line: (of: { name: string; difference: string; bound: string; allowed: string }) => string;
    readonly atLeast: (difference: string) => string;
    readonly atMost: (difference: string) => string;
    readonly again: (left: string) => string;
    readonly passes: string;
    readonly saved: (run: string, outcome: string, file: string) => string;
    /** Of a gate in which base and head took turns. */
    readonly turns: {
      readonly pairs: (count: string) => string;
      readonly leftOut: (count: string, why: string) => string;
      readonly floor: (largest: readonly string[]) => string;
      readonly wouldShow: (differences: readonly string[]) => string;
      readonly outOf: (difference: string, base: string) => string;
    };
  };
  readonly page: Texts<
    | 'title'
    | 'runs'
    | 'notes'
    | 'decided'
    | 'causes'
    | 'differences'
    | 'counts'
    | 'plan'
    | 'targets'
    | 'environment'
    | 'onlyInBase'
    | 'onlyInHead'
  > & {
    readonly tab: (head: string, base: string) => string;
    readonly figureOf: (of: 'share' | 'time', figure: string, n: string) => string;
    readonly written: (file: string) => string;
  };
}
