/**
 * The plan: a whole rehearsal as plain data. This file has only types, because both k6 (which has no zod) and Node read
 * plans; `scripts/plan/schema.ts` validates them.
 *
 * Time, everywhere: a *calendar minute* is a minute of the campaign. `speed` calendar seconds pass in one real second. Rates
 * are always per real hour; neither `speed` nor `pace` changes them.
 */
import type { Fault } from './faults.ts';

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

export interface Region {
  readonly name: string;
  /** The share of shoppers who live here. All shares add up to 1. */
  readonly share: number;
}

/** The campaign's calendar: its local start time, and how many of its seconds pass in one real second. */
export interface Calendar {
  /** Date and time with the offset from UTC, such as 2026-06-18T19:30:00+08:00. */
  readonly startsAt: string;
  readonly speed: number;
  readonly timeZone?: string;
}

export interface ShopSettings {
  /** Coupons of the 40-off-300 campaign, over all regions. */
  readonly couponQuota: number;
  /** Pieces of the flash-sale product, over all regions. */
  readonly flashStockPieces: number;
  /** Pieces of every ordinary product in each region. */
  readonly productStockPieces: number;
  readonly products: number;
  /**
   * What an acknowledged write outlives. `process`: a killed process, even with -9. A power cut may then not only lose the end of
   * the books but leave them unreadable. `power`: a power cut too; the shop waits for the disk before it acknowledges.
   */
  readonly durability: 'process' | 'power';
  readonly faults: readonly Fault[];
  /** Ways in which the embedded shop misbehaves on purpose, so that the verdict can be seen to find them: mock-services/misbehaviour/. */
  readonly misbehave?: readonly string[];
  /** Coupons that one extra issue adds to the 40-off-300 campaign if sales go well, over all regions. */
  readonly couponIssue: number;
  /** The push to lapsed members: its calendar minute from the start of the plan, and the number of tagged members in all regions. */
  readonly recall: { readonly atMinute: number; readonly members: number };
  /** The campaign's sales goal for its first calendar `hours`, over all regions. */
  readonly goal: { readonly orders: number; readonly revenueFen: number; readonly hours: number };
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
  /** Shares of sessions by entry: home page slots, search, activity zone. They add up to 1. */
  readonly channels: { readonly home: number; readonly search: number; readonly activity: number };
  readonly regions: readonly Region[];
  readonly shop: ShopSettings;
  readonly allow: readonly AllowedTarget[];
  readonly generator: GeneratorSettings;
  readonly phases: readonly Phase[];
  readonly objectives: readonly Objective[];
  /** Where the numbers come from, by path in the plan. */
  readonly sources: Sources;
}

/** What a run adds to its plan. `runs/<id>/plan.json` is a Plan with this under `run`. */
export interface RunSettings {
  readonly id: string;
  /** Base URL of each region's process, by region name. */
  readonly targets: Readonly<Record<string, string>>;
  /** Base URL of each host that the shop names besides itself, by that name. */
  readonly namedHosts?: Readonly<Record<string, string>>;
  /** `host:port` → checked address `ip:port`, for k6's `hosts`. Empty on loopback literals. */
  readonly hosts: Readonly<Record<string, string>>;
  /** The timetable's zero, in epoch milliseconds. */
  readonly zeroAtMs: number;
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

/** Lets an editor check a plan while you type. `carnival` validates it and reports every mistake at once. */
export const definePlan = (plan: Plan): Plan => plan;
