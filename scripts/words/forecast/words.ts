/** The words of a forecast, and of the timetable of drills below it. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface ForecastWords {
  readonly title: (of: { plan: string; seed: string; scale: string; pace: string; speed: string }) => string;
  readonly row: Texts<
    | 'seconds'
    | 'held'
    | 'herd'
    | 'requests'
    | 'perSecond'
    | 'busiest'
    | 'ofHerd'
    | 'orders'
    | 'inFlight'
    | 'inFlightMost'
    | 'slots'
    | 'connections'
    | 'connectionsMost'
    | 'generatorCores'
    | 'generatorMegabytes'
    | 'allCores'
  >;
  readonly byStep: string;
  readonly visits: string;
  readonly column: Texts<'phase' | 'population' | 'behaviour' | 'sessions' | 'requests' | 'perSession'>;
  readonly bot: (behaviour: string) => string;
  readonly takes: (machine: string, measuredOn: string) => string;
  readonly paceOne: (phase: string, requests: string, generators: string) => string;
  readonly herd: (of: {
    phase: string;
    shoppers: string;
    reaction: { half: string; most: string } | null;
    busiest: string;
    beside: string;
  }) => string;
  readonly here: (of: { cores: string; isCarried: boolean; shoppers: string }) => string;
  readonly slower: (seconds: string) => string;
  readonly fleet: (generators: string, shoppers: string) => string;
  readonly atOneInstant: string;
  readonly slotsMissing: (of: { phase: string; needed: string; allowed: string }) => string;
  readonly drill: Texts<'drill' | 'phase' | 'at' | 'fault' | 'recovery'>;
  readonly drillSays: (where: string, fault: string, expectations: string) => string;
  readonly drillsJudged: string;
  readonly inSeconds: (seconds: string) => string;
}
