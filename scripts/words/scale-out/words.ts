/** The words of `carnival scale-out`. Numbers come in as text. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface ScaleOutWords {
  /** On standard error, while somebody waits. */
  readonly begins: (of: { plan: string; draws: string; strategies: string }) => string;
  readonly progress: (of: { part: string; done: string; parts: string }) => string;
  readonly search: string;
  readonly heading: Texts<'scaleOut' | 'answer' | 'course' | 'strategies' | 'steep' | 'notes'>;
  readonly about: (of: {
    plan: string;
    phase: string;
    peak: string;
    draws: string;
    seed: string;
    autoscaler: string;
    min: string;
    max: string;
    first: string;
  }) => string;
  readonly spread: (median: string, lower: string, upper: string) => string;
  readonly spreads: string;
  readonly alone: (of: { minutes: string; held: string; orders: string; arrives: boolean }) => string;
  readonly preWarm: (of: {
    replicas: string;
    clock: string;
    minutes: string;
    isBefore: boolean;
    held: string;
    error: string;
  }) => string;
  readonly nothingToDo: (held: string) => string;
  readonly noPreWarm: (limit: string, held: string) => string;
  readonly steep: (of: {
    factor: string;
    alone: string;
    held: string | null;
    instead: { replicas: string; clock: string; isSame: boolean } | null;
  }) => string;
  readonly strategy: Texts<
    | 'autoscaler'
    | 'pre-warmed'
    | 'scheduled'
    | 'over-provisioned'
    | 'shed-first'
    | 'goal-rule'
    | 'emergency-call'
  >;
  readonly column: Texts<
    'strategy' | 'held' | 'minutes' | 'late' | 'failed' | 'orders' | 'lost' | 'hours' | 'cost'
  >;
  readonly steepColumn: (factor: string) => string;
  readonly none: string;
  readonly note: {
    readonly hold: (share: string, seconds: string) => string;
    readonly shoppers: (of: { timeout: string; retry: string; after: string; orders: string }) => string;
    readonly rise: (minutes: string) => string;
    readonly schedule: (replicas: string, utilisation: string, minutes: string) => string;
    readonly maximum: (most: string, needed: string) => string;
    readonly beyond: (farthest: string) => string;
    readonly noOrderValue: string;
    readonly noPrice: string;
  };
  readonly chart: Texts<'title' | 'says' | 'demand' | 'asked' | 'ready' | 'missing' | 'burst' | 'begin'>;
  readonly page: {
    readonly title: string;
    readonly tab: (name: string) => string;
    readonly written: (folder: string) => string;
  };
}
