/** The words of a drill of the scale-out. Numbers come in as text. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface ScaleOutDrillWords {
  readonly heading: Texts<'drill' | 'verdict' | 'figures' | 'course' | 'notes'>;
  readonly about: (of: {
    plan: string;
    autoscaler: string;
    min: string;
    max: string;
    sync: string;
    level: string;
    first: string;
    needed: string;
    draws: string;
    seed: string;
  }) => string;
  readonly begins: (of: { plan: string; seconds: string; draws: string }) => string;
  readonly verdict: Texts<'agree' | 'differ' | 'cannot-tell'>;
  /** Which figures, with `; ` between them. */
  readonly differs: (figures: string) => string;
  readonly figure: Texts<'to-capacity' | 'seconds-out' | 'replicas-most'>;
  readonly column: Texts<'figure' | 'simulated' | 'agrees' | 'measured' | 'verdict'>;
  readonly spread: (median: string, lower: string, upper: string) => string;
  readonly range: (from: string, until: string) => string;
  readonly seconds: (seconds: string) => string;
  readonly never: string;
  readonly cell: Texts<'agrees' | 'differs'>;
  readonly note: {
    readonly interval: (of: { share: string; sync: string; counted: string }) => string;
    readonly objective: (share: string, seconds: string) => string;
    readonly run: (folder: string) => string;
    readonly cluster: string;
  };
  readonly chart: Texts<
    'title' | 'says' | 'demand' | 'asked' | 'simulated' | 'measured' | 'missing' | 'burst'
  >;
  readonly page: {
    readonly title: string;
    readonly tab: (plan: string) => string;
  };
}
