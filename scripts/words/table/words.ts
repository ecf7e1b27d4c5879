/** The words of a verdict on the console. Headings stand alone in their line; labels stand before a line. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

/** What kept a run from an outcome. */
export type Bottleneck =
  | 'machine'
  | 'generator'
  | 'generator-ended'
  | 'prometheus'
  | 'clock'
  | 'sockets'
  | 'slots'
  | 'crowd'
  | 'interrupted'
  | 'aborted'
  | 'audit'
  | 'drill'
  | 'samples'
  | 'evidence'
  | 'nothing-asked';

/** Kinds of objectives with a count that needs a noun. */
type CountedKind =
  | 'breaker-sheds'
  | 'breaker-fallback'
  | 'breaker-steady'
  | 'breaker-stays-shut'
  | 'breaker-probes'
  | 'breaker-isolated';

/** Where to look once something has failed. */
export type LookAt =
  | 'times'
  | 'answers'
  | 'books'
  | 'breaker'
  | 'connections'
  | 'alert'
  | 'release'
  | 'their-prometheus'
  | 'bots'
  | 'steps'
  | 'client';

/** Figures for advice, as text. */
export interface AdviceFacts {
  /** The busiest phase, and the share of all cores that the run itself used in it: `82 %`. */
  readonly phase: string;
  readonly cpu: string;
  readonly pace: string;
  /** The pace at which the busiest phase would leave the cores room. */
  readonly paceThatFits: string;
  /** What is not proven, and why; or why the load was ended. */
  readonly name: string;
  readonly reason: string;
}

export interface TableWords {
  readonly heading: Texts<
    | 'objectives'
    | 'drills'
    | 'failed'
    | 'causes'
    | 'unproven'
    | 'valid'
    | 'not-valid'
    | 'alerts'
    | 'proven'
    | 'notes'
    | 'evidence'
    | 'look'
    | 'bottleneck'
    | 'change'
    | 'passed'
    | 'load'
    | 'more'
  >;
  readonly column: Texts<'figure' | 'bound' | 'target' | 'n'>;
  readonly phaseColumn: Texts<
    'phase' | 'length' | 'shoppers' | 'sending' | 'requests' | 'orders' | 'lag' | 'cpu'
  >;
  readonly settings: (of: { seed: string; scale: string; pace: string; speed: string }) => string;
  readonly onPurpose: (what: string) => string;
  readonly decidedBy: (names: string, more: string | null) => string;
  /** `… and 12 more in verdict.json` */
  readonly moreInFile: (count: string) => string;
  readonly more: (count: string) => string;
  /** Texts one after the other, in one line. */
  readonly joined: (texts: readonly string[]) => string;
  readonly othersPassed: (count: string) => string;
  readonly asExpected: (held: string, all: string) => string;
  /** @param others those that did not */
  readonly drillsHeld: (held: string, all: string, others: readonly string[]) => string;
  readonly drillShare: (inside: string, drills: string, outside: string) => string;
  readonly drill: (of: {
    name: string;
    where: string;
    fault: string;
    begin: string;
    end: string;
    recovered: string;
    happened: string;
  }) => string;
  readonly requests: (count: string) => string;
  readonly didNotHappen: (why: string) => string;
  readonly required: string;
  readonly ofRegions: (count: string) => string;
  readonly checksHold: (count: string, notChecked: string) => string;
  readonly brokenChecks: (names: string) => string;
  readonly worstOf: (phase: string, count: string) => string;
  readonly held: (of: {
    shoppers: string;
    planned: string;
    seconds: string;
    phase: string;
    orders: string | null;
  }) => string;
  readonly heldNever: string;
  readonly heldByNoPlan: string;
  readonly atMost: (shoppers: string, sessions: string) => string;
  readonly best: (seconds: string, requests: string, orders: string | null) => string;
  readonly resources: (of: { generator: string; seconds: string; all: string; cpu: string }) => string;
  readonly connections: (of: { phase: string; mean: string; most: string; dropped: string }) => string;
  readonly overTenSeconds: string;
  readonly unprovenCells: (count: string, all: string) => string;
  readonly nothingUnproven: string;
  /** @param cells how many the plan requires */
  readonly passRestsOn: (cells: string) => string;
  /** What a clause of a breaker counts, behind its target. */
  readonly counted: Readonly<Record<CountedKind, string>>;
  /** Above the objectives that need no declaration. */
  readonly undeclared: string;
  /** Why the books of a run that was cut short are not compared in full. */
  readonly cutShort: string;
  readonly traces: (ids: string) => string;
  readonly explain: string;
  readonly bottleneck: Readonly<Record<Bottleneck, (facts: AdviceFacts) => string>>;
  readonly change: Readonly<Record<Bottleneck, (facts: AdviceFacts) => readonly string[]>>;
  /** @param isAbove causes of its failures stand above */
  readonly look: Readonly<Record<LookAt, (place: string, isAbove: boolean) => string>>;
}
