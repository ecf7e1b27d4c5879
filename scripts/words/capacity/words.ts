/** The words of `carnival capacity`, and of the line that a forecast has from it. Numbers come in as text. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface ConfirmationText {
  readonly counted: string;
  readonly offered: string;
  readonly throughput: string;
  readonly why: string;
}

export interface CapacityWords {
  /** What n counts: `14 machines`, or `a load of 14`. */
  readonly counted: (n: string, isMachines: boolean) => string;
  readonly heading: Texts<'capacity' | 'answer' | 'truth' | 'curves' | 'levels' | 'cost' | 'notes'>;
  readonly about: (of: {
    name: string;
    levels: string;
    most: string;
    errors: string;
    seed: string;
  }) => string;
  readonly errors: Texts<'constant' | 'relative'>;
  readonly curve: Texts<'linear' | 'amdahl' | 'usl'>;
  readonly axis: Texts<'replicas' | 'load'>;
  readonly column: Texts<'curve' | 'top' | 'throughput' | 'repetitions' | 'interval' | 'fit' | 'off'>;
  readonly verdict: Texts<'chosen' | 'ruledOut'>;
  readonly intervals: (of: { lambda: string; sigma: string; kappa: string; top: string }) => string;
  readonly range: (lower: string, upper: string | null) => string;
  readonly never: string;
  /** `67,000 requests/s at 99 % within 1.2 s`. */
  readonly demand: (perSecond: string, objective: { share: string; seconds: string } | null) => string;
  readonly enough: (of: {
    demand: string;
    counted: string;
    range: string;
    zones: { counted: string | null; lost: string; all: string } | null;
    used: string;
    measuredTo: string;
    extrapolated: string | null;
  }) => string;
  readonly beyondTop: (of: {
    demand: string;
    needed: string;
    most: string;
    counted: string | null;
    contention: string;
    crosstalk: string;
  }) => string;
  readonly beyondTier: (of: { demand: string; needed: string; tier: string; ceiling: string }) => string;
  readonly tooFar: (of: {
    demand: string;
    counted: string | null;
    times: string;
    measuredTo: string;
    most: string | null;
    needed: string;
    extrapolate: string;
  }) => string;
  readonly binds: (of: { tier: string; ceiling: string; counted: string | null }) => string;
  readonly demandRange: (low: string, high: string) => string;
  readonly noneShare: (share: string) => string;
  readonly notChosen: (points: string, least: string) => string;
  readonly byCurve: (of: { linear: string; amdahl: string; usl: string }) => string;
  readonly atBounds: (what: string) => string;
  readonly lackOfFit: (chance: string) => string;
  readonly fits: (chance: string) => string;
  readonly influential: (of: { n: string; at: string; without: string; says: string }) => string;
  readonly otherErrors: (said: string, other: string) => string;
  readonly dropped: (n: string, why: string) => string;
  readonly why: Texts<
    'generator-limit' | 'unstable' | 'edge-not-seen' | 'missed-objective' | 'nothing-carried'
  >;
  readonly confirmed: (of: ConfirmationText) => string;
  readonly notConfirmed: (of: ConfirmationText) => string;
  /** The answer of the curve that was built into the target; `counted` null: no number would do. */
  readonly truth: (of: {
    lambda: string;
    sigma: string;
    kappa: string;
    counted: string | null;
    isInside: boolean | null;
  }) => string;
  readonly cost: (of: {
    machine: string;
    answer: string;
    range: string;
    headroom: string | null;
    zones: string | null;
  }) => string;
  /** What is said while a target is measured. */
  readonly stepped: {
    readonly begins: (plan: string, counts: string, phase: string) => string;
    readonly unknownTiers: (tiers: string) => string;
    readonly nothing: string;
    readonly leftOut: (populations: string) => string;
    readonly level: (of: {
      counted: string;
      /** Which of the repetitions, from 1. */
      time: string;
      offered: string;
      state: 'held' | 'over' | 'generator-limit' | 'unstable';
      throughput: string;
      settled: string;
      why: string;
    }) => string;
    readonly confirms: (counted: string, perSecond: string) => string;
    readonly levels: (file: string) => string;
    readonly interrupted: (file: string) => string;
  };
  readonly chart: Texts<
    | 'section'
    | 'title'
    | 'says'
    | 'measured'
    | 'upper'
    | 'lower'
    | 'demand'
    | 'needed'
    | 'top'
    | 'answer'
    | 'truth'
  >;
  readonly page: {
    readonly title: string;
    readonly curves: string;
    readonly levels: string;
    readonly notes: string;
    readonly tab: (name: string) => string;
    readonly written: (folder: string) => string;
  };
}
