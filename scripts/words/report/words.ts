import type { ReportDrillWords } from './drills/words.ts';

/** The words of the report, by the section in which they stand. */
export interface ReportWords extends ReportDrillWords {
  readonly title: (plan: string) => string;
  readonly contents: string;
  readonly skip: string;
  /** Below the word for the outcome: what the word means. */
  readonly meaning: Readonly<Record<'pass' | 'fail' | 'inconclusive', string>>;
  readonly noScript: string;
  readonly noTimeline: string;
  readonly more: (count: string) => string;
  readonly headline: {
    readonly why: string;
    readonly restsOn: string;
    readonly interrupted: string;
    readonly aborted: string;
    readonly onPurpose: string;
    readonly notes: string;
    readonly settings: (seed: string, scale: string, pace: string, speed: string) => string;
  };
  readonly chart: {
    readonly label: (title: string) => string;
    readonly numbers: string;
    readonly means: string;
    readonly seconds: string;
    readonly keys: string;
    readonly shading: string;
    /** Behind the name of a column. */
    readonly unit: Readonly<Record<'share' | 'count' | 'per-second' | 'ms' | 'megabytes', string>>;
  };
  readonly proven: {
    readonly title: string;
    readonly shoppers: string;
    readonly held: (shoppers: string, seconds: string) => string;
    readonly notHeld: string;
    readonly requests: string;
    readonly best: (seconds: string) => string;
    readonly orders: string;
    readonly whileHeld: string;
    readonly machine: string;
    readonly machineNote: (cores: string, memory: string) => string;
    readonly scale: (scale: string, pace: string, speed: string) => string;
    readonly byPhase: string;
    readonly columns: readonly [string, string, string, string, string, string, string];
    readonly load: string;
    readonly loadSays: string;
    readonly offered: string;
    readonly answered: string;
    readonly present: string;
    readonly crowd: string;
    readonly crowdSays: string;
  };
  readonly objectives: {
    readonly title: string;
    readonly intro: string;
    readonly columns: readonly [string, string, string, string, string, string];
    readonly failedTitle: string;
    readonly unprovenTitle: string;
    readonly required: string;
    readonly places: (count: string) => string;
    readonly placeColumns: readonly [string, string, string, string, string, string];
    readonly least: string;
    readonly most: string;
    readonly allRegions: string;
    readonly says: {
      readonly 'response-time': (withinMs: string) => string;
      readonly success: (step: string) => string;
      readonly refused: (step: string) => string;
      readonly degraded: (step: string) => string;
    };
    readonly allSteps: string;
  };
  readonly times: {
    readonly title: string;
    readonly gap: (slots: string) => string;
    readonly says: string;
    readonly response: string;
    readonly service: string;
    readonly limit: string;
    readonly half: string;
    readonly p99: string;
  };
  readonly funnel: {
    readonly title: string;
    readonly intro: string;
    readonly columns: readonly [string, string, string, string, string, string, string, string];
    readonly entryTitle: string;
    readonly entryIntro: string;
    readonly channels: (shares: string) => string;
    readonly entryColumns: readonly [string, string, string];
    readonly whoTitle: string;
    readonly whoIntro: string;
    readonly whoOrders: string;
    readonly whoColumns: readonly [string, string, string, string, string, string, string];
    readonly channelTitle: string;
    readonly channelIntro: string;
    readonly channelColumns: readonly [string, string, string, string, string, string];
  };
  readonly books: {
    readonly title: string;
    readonly intro: string;
    readonly notDone: string;
    readonly acknowledged: string;
    readonly lost: string;
    readonly indeterminate: string;
    readonly indeterminateStored: string;
    readonly unexplained: string;
    readonly oversold: string;
    readonly overissued: string;
    readonly broken: string;
    readonly unasked: string;
    readonly notLookedUp: string;
  };
  readonly campaign: {
    readonly title: string;
    readonly coupons: string;
    readonly couponsSay: string;
    readonly issued: string;
    readonly redeemed: string;
    readonly left: string;
    readonly stock: string;
    readonly stockSays: string;
  };
  readonly regions: {
    readonly title: string;
    readonly columns: readonly [string, string, string, string, string, string, string];
  };
  readonly causes: {
    readonly title: string;
    readonly intro: string;
    readonly none: string;
    readonly chart: string;
    readonly chartSays: string;
    readonly columns: readonly [string, string, string];
    readonly traces: string;
    readonly traceColumns: readonly [string, string, string, string];
  };
  readonly alerts: {
    readonly title: string;
    readonly intro: string;
    readonly none: string;
    readonly columns: readonly [string, string, string, string];
  };
  readonly generator: {
    readonly title: string;
    readonly valid: string;
    readonly invalid: string;
    readonly columns: readonly [string, string, string];
    readonly worstOf: (count: string) => string;
    readonly sends: string;
    readonly sendsSay: string;
    readonly sent: string;
    readonly lag: string;
    readonly lagSays: string;
    readonly cpu: string;
    readonly cpuSays: string;
    readonly cpuLimit: string;
    readonly memoryOverTime: string;
    readonly memorySays: string;
    readonly everything: string;
    readonly roles: Readonly<Record<'generator' | 'shop' | 'prometheus' | 'command' | 'others', string>>;
    readonly use: string;
    readonly useColumns: readonly [string, string, string];
    readonly memory: string;
    readonly memoryColumns: readonly [string, string, string, string];
  };
  readonly plan: {
    readonly title: string;
    readonly seed: string;
    readonly begins: string;
    readonly limit: string;
    readonly regions: string;
    readonly slots: string;
    readonly settings: string;
    readonly settingsOf: (scale: string, pace: string, speed: string) => string;
    readonly phases: string;
    readonly columns: readonly [string, string, string, string];
    readonly kinds: Readonly<Record<'held' | 'arriving' | 'herd', string>>;
    readonly sources: string;
    readonly sourceColumns: readonly [string, string];
  };
  readonly ranOn: {
    readonly title: string;
    readonly shop: string;
    readonly embedded: string;
    readonly ownShop: (name: string) => string;
    readonly began: string;
    readonly machine: string;
    readonly machineOf: (processor: string, cores: string, memory: string, system: string) => string;
    readonly used: string;
    readonly versions: string;
    readonly targets: string;
    readonly checked: string;
    /** Where nothing is written about it. */
    readonly notChecked: string;
    readonly columns: readonly [string, string, string, string];
  };
  readonly again: {
    readonly title: string;
    readonly rehearse: string;
    readonly own: string;
    readonly judge: string;
    readonly report: string;
    readonly files: string;
  };
  readonly summary: {
    readonly drills: string;
    readonly load: string;
    readonly notProven: string;
    readonly again: string;
    readonly andMore: (count: string) => string;
    readonly notRequired: (count: string, all: string) => string;
    readonly embedded: string;
    readonly carried: (shoppers: string, requests: string, seconds: string, cpu: string) => string;
  };
}
