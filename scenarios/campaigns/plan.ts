/**
 * The plan: a whole rehearsal as plain data. This file has types and two defaults, because both k6 (which has no zod) and Node read
 * plans; `scripts/plan/schema.ts` validates them.
 *
 * Time, everywhere: a *calendar minute* is a minute of the campaign. `speed` calendar seconds pass in one real second. Rates
 * are always per real hour; neither `speed` nor `pace` changes them.
 */
import type { BoundarySettings, BreakerSettings } from '../drills/breaker.ts';
import type { Drill } from '../drills/drill.ts';
import type { GraySettings } from '../drills/gray.ts';
import type { CapacitySettings } from './capacity-settings.ts';

/** Where each number comes from: the campaign's review, a measurement, or a stated assumption. */
export type Sources = Readonly<Record<string, string>>;

/** One corner of a piecewise-linear curve over a phase's calendar. */
export interface CurvePoint {
  readonly atMinute: number;
  readonly value: number;
}

/** A population that comes before this one in the plan: in an earlier phase, or earlier in the same phase. */
export interface PopulationName {
  readonly phase: string;
  readonly population: string;
}

interface PopulationBase {
  readonly name: string;
  readonly behaviour: string;
  /**
   * The population that these shoppers return from, number by number: those who reserved return to buy, those who bought track
   * their parcel. They keep their id, address and device, but have this population's behaviour and place new orders. It cannot
   * be a held population, where others take over the places. A number that the named population never reached is a new shopper.
   */
  readonly of?: PopulationName;
}

/** Shoppers held at a target curve. When a session ends, a new shopper takes its place; with `of`, the same shopper starts again. */
export interface HeldPopulation extends PopulationBase {
  readonly kind: 'held';
  /** Concurrent shoppers over the phase. */
  readonly shoppers: readonly CurvePoint[];
  /** Whether `pace` multiplies this population's think times. */
  readonly paced: boolean;
}

/** Sessions that arrive at a rate, whatever the target does (an open model). */
export interface ArrivingPopulation extends PopulationBase {
  readonly kind: 'arriving';
  /** Sessions per real hour over the phase. */
  readonly perHour: readonly CurvePoint[];
  /** `poisson`: seeded exponential gaps. `even`: a constant gap, for measurements. */
  readonly process: 'poisson' | 'even';
  readonly paced: boolean;
}

/** How long people take to react: log-normal, with this median and 99th percentile. */
export interface Reaction {
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Shoppers released together. Each acts when it has reacted to the release. */
export interface HerdPopulation extends PopulationBase {
  readonly kind: 'herd';
  readonly shoppers: number;
  /** The release. */
  readonly atMinute: number;
  /** Left out: all act at one instant. Nobody's thumb is that exact, and few machines send so many requests on time. */
  readonly reaction?: Reaction;
  readonly paced: boolean;
}

export type Population = HeldPopulation | ArrivingPopulation | HerdPopulation;

export interface Phase {
  readonly name: string;
  readonly calendarMinutes: number;
  /**
   * When it begins: after all earlier phases have ended (a slow target's last responses may still arrive), or at a minute of
   * another phase's calendar.
   */
  readonly begins: { readonly after: 'previous' } | { readonly during: string; readonly atMinute: number };
  readonly populations: readonly Population[];
}

/** A part of the run in which an objective must be proven too. Without `phase`, `step` or `region` it covers all of them. */
export interface RequiredCell {
  readonly phase?: string;
  readonly step?: string;
  readonly region?: string;
}

/** The fields that objectives of every kind have. */
export interface ObjectiveBase {
  readonly id: string;
  /** Where the target comes from. */
  readonly source: string;
  /**
   * What must be proven besides the whole run, which every objective requires. If one of them is not proven, the run is
   * inconclusive.
   */
  readonly requires?: readonly RequiredCell[];
  /** True: nothing needs to be proven, not even over the whole run. A failure still counts. */
  readonly informative?: boolean;
}

/**
 * The kinds of objectives by name. Each file in `scripts/objectives/` adds its kind to this list and defines what it means.
 * Scenarios do not need the kinds, because k6 does not use them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface ObjectiveKinds {}
export type Objective = ObjectiveKinds[keyof ObjectiveKinds];

export type PlannedDrill = Drill<Objective>;

export interface Region {
  readonly name: string;
  /** The share of shoppers who live here. All shares add up to 1. */
  readonly share: number;
}

/** The campaign's calendar: its local start time, how many of its seconds pass in one real second, and where its clocks hang. */
export interface Calendar {
  /** Date and time with the offset from UTC, such as 2026-06-18T19:30:00+08:00. */
  readonly startsAt: string;
  readonly speed: number;
  readonly timeZone?: string;
}

/** A host outside loopback that this plan may load if --target names it too. */
export interface AllowedTarget {
  readonly host: string;
  /** CIDR blocks. Every address of the host must be in one of them. */
  readonly addresses: readonly string[];
  /** What says that this host is no production, where its answers cannot be changed. */
  readonly header?: AgreedHeader;
}

/** A header that only this environment sends, agreed with those who run it. */
export interface AgreedHeader {
  readonly name: string;
  readonly value: string;
  /** What is asked for it; `/` if left out. */
  readonly path?: string;
}

/** A value that nobody but the environment has: the plan only names its variable. */
export interface FromEnvironment {
  readonly env: string;
}

/** The user's own Prometheus, which watches the target. It is only read. */
export interface ServerPrometheus {
  /** Its API's base, such as https://prometheus.example or https://metrics.example/prometheus. */
  readonly url: string;
  readonly auth?:
    | { readonly bearer: FromEnvironment }
    | { readonly basic: { readonly user: FromEnvironment; readonly password: FromEnvironment } };
  /** How long after an event its sample may come: how often it scrapes. 15 if left out: see `scrapeSecondsOf`. */
  readonly scrapeSeconds?: number;
}

/** Where a figure must lie: at most `max`, or at least `min`. */
export type Bound = { readonly max: number } | { readonly min: number };

/**
 * Ends the load early. `failedShare`: when more than this share of the answers of the last `overSeconds` failed. `promql`: when a query
 * to the user's own Prometheus, asked each `everySeconds`, is out of its bound.
 */
export type AbortClause =
  | {
      readonly failedShare: number;
      readonly overSeconds: number;
      /** Only answers of this step. Left out: all. */
      readonly step?: string;
    }
  | {
      readonly promql: { readonly query: string; readonly bound: Bound };
      readonly everySeconds: number;
    };

export interface GeneratorSettings {
  /** k6 VUs per phase. Each carries an equal, disjoint share of the crowd. */
  readonly vus: number;
  /** Most requests in flight over all VUs of a phase. It should be at least twice the peak rate × withinMs. */
  readonly inFlightMax: number;
  readonly requestTimeoutMs: number;
  /** How long after a phase's end its last requests may still finish. After that they count as unsent or failed. */
  readonly drainMs: number;
}

export interface Plan {
  readonly name: string;
  readonly description: string;
  /** 32-bit seed of every random draw. */
  readonly seed: number;
  /** Multiplies shoppers held, arrivals and herds. */
  readonly scale: number;
  /** Multiplies think times of paced populations. */
  readonly pace: number;
  /** Calendar seconds per real second. */
  readonly speed: number;
  /** The calendar's time at the start of the plan, with the offset from UTC: 2026-06-18T19:30:00+08:00. */
  readonly startsAt: string;
  /**
   * The IANA time zone where the campaign runs, such as Europe/Berlin. Left out: clocks keep the offset of `startsAt`, which is right
   * where they never change to summer time.
   */
  readonly timeZone?: string;
  /** The response-time limit, milliseconds from the intended send. */
  readonly withinMs: number;
  /**
   * How many seconds after the load the target may take to keep what its degraded answers promised for later, such as a pending
   * payment. What is open then is a broken promise. 10 if left out: see `settleSecondsMaxOf`.
   */
  readonly settleSecondsMax?: number;
  /** Shares of sessions by the channel through which they enter. They add up to 1. The shop says where each channel leads. */
  readonly channels?: Readonly<Record<string, number>>;
  readonly regions: readonly Region[];
  /** The share of requests that carry a W3C `traceparent`, so that failed and slow ones can be looked up. Left out: none. */
  readonly traceShare?: number;
  /** Settings of the embedded shop: see `targets/mock-shop/settings.ts`. A shop of your own has none. */
  readonly shop?: object;
  readonly allow: readonly AllowedTarget[];
  /** For objectives and abort clauses of kind `promql`. */
  readonly prometheus?: ServerPrometheus;
  /**
   * What ends the load early. Left out: outside loopback, more than half of the answers of ten seconds failed; on loopback, nothing.
   * An empty list: nothing anywhere.
   */
  readonly abort?: readonly AbortClause[];
  readonly generator: GeneratorSettings;
  readonly phases: readonly Phase[];
  readonly objectives: readonly Objective[];
  /** What goes wrong on purpose, and what must be seen because of it. */
  readonly drills?: readonly PlannedDrill[];
  /** By dependency: how the breaker in front of it is set. Drills judge it by this. */
  readonly breakers?: Readonly<Record<string, BreakerSettings>>;
  /** By dependency: the boundary in front of it (`carnival boundary`). */
  readonly boundaries?: Readonly<Record<string, BoundarySettings>>;
  /** A new version beside the stable one. The verdict says whether to promote it, hold it or roll it back. */
  readonly gray?: GraySettings;
  /** How `carnival capacity` measures what the target carries. A rehearsal does not look at it. */
  readonly capacity?: CapacitySettings;
  /** Where the numbers come from, by path in the plan. */
  readonly sources: Sources;
}

/** Files of the user's that are read where they lie, because nothing in them may lie in a run's folder. */
export interface RunFiles {
  readonly accounts?: string;
}

/** What a run adds to its plan. `runs/<id>/plan.json` is a Plan with this under `run`. */
export interface RunSettings {
  readonly id: string;
  /** Base URL of each region's process, by region name. */
  readonly targets: Readonly<Record<string, string>>;
  /**
   * What each target has declared itself to be, and where it says so, by the name of its region or host. Left out: the embedded shop,
   * or a run that is older than this field.
   */
  readonly environments?: Readonly<Record<string, { readonly environment: string; readonly by: string }>>;
  /** Base URL of each host that the shop names besides its own, by name. */
  readonly namedHosts?: Readonly<Record<string, string>>;
  /** Files that k6 reads itself, by absolute path. */
  readonly files?: RunFiles;
  /** `host:port` → checked address `ip:port`, for k6's `hosts`. Empty on loopback literals. */
  readonly hosts: Readonly<Record<string, string>>;
  /** The timetable's zero, in epoch milliseconds. */
  readonly zeroAtMs: number;
  /**
   * The number of the first population's district; 0 if left out. Runs one after the other on one target come from other addresses
   * and devices each, or its risk control would take their shoppers for the same few.
   */
  readonly districtsFrom?: number;
  /** Proof that these targets were admitted: see `admission.ts`. Without it k6 loads nobody. */
  readonly admission?: string;
  /** Files of the client certificate, as absolute paths. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}
export interface PlannedRun extends Plan {
  readonly run?: RunSettings;
}

/** Assumption: once the bank is back, a shop settles a thousand payments in a few seconds. */
const SETTLE_SECONDS_MAX = 10;
export const settleSecondsMaxOf = ({ settleSecondsMax = SETTLE_SECONDS_MAX }: Plan): number =>
  settleSecondsMax;

/** Prometheus scrapes each minute by default, and most configurations say 15 s. */
const SCRAPE_SECONDS = 15;
export const scrapeSecondsOf = ({ scrapeSeconds = SCRAPE_SECONDS }: ServerPrometheus): number =>
  scrapeSeconds;
