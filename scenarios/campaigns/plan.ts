/**
 * The plan: everything that a rehearsal is, as plain data. This file holds types only, because plans are read by k6
 * (which has no zod) as well as by Node; `scripts/plan/schema.ts` validates.
 *
 * Three clocks' words, used everywhere: a *calendar minute* is a minute of the campaign; `speed` calendar seconds pass in
 * one real second; rates are always per real hour, and neither `speed` nor `pace` stretches them.
 */
import type { Fault } from './faults.ts';

/** A number with where it came from: the campaign's review, a measurement, or a stated assumption. */
export type Sources = Readonly<Record<string, string>>;

/** One corner of a piecewise-linear curve over a phase's calendar. */
export interface CurvePoint {
  readonly atMinute: number;
  readonly value: number;
}

/** A population that stands before this one in the plan: in an earlier phase, or earlier in the same. */
export interface PopulationName {
  readonly phase: string;
  readonly population: string;
}

interface PopulationBase {
  readonly name: string;
  readonly behaviour: string;
  /**
   * Whose shoppers these are, number by number: those who reserved come back to buy, those who bought track their parcel. They
   * keep their id, address and device; how they act and what they order now is this population's own. Not of a held
   * population, whose places change hands. A number that the named population never came to is somebody new.
   */
  readonly of?: PopulationName;
}

/** Shoppers held at a target curve; a session that ends is followed by the next shopper's, or with `of` by the same one's next. */
export interface HeldPopulation extends PopulationBase {
  readonly kind: 'held';
  /** Concurrent shoppers over the phase. */
  readonly shoppers: readonly CurvePoint[];
  /** Whether `pace` stretches this population's think times. */
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

/** Shoppers released at one instant. */
export interface HerdPopulation extends PopulationBase {
  readonly kind: 'herd';
  readonly shoppers: number;
  readonly atMinute: number;
  readonly paced: boolean;
}

export type Population = HeldPopulation | ArrivingPopulation | HerdPopulation;

export interface Phase {
  readonly name: string;
  readonly calendarMinutes: number;
  /** When it begins: after the phases before it have ended (a slow target's last answers may still come), or at a minute within another phase's calendar. */
  readonly begins: { readonly after: 'previous' } | { readonly during: string; readonly atMinute: number };
  readonly populations: readonly Population[];
}

/** Which cells an objective needs proven: `whole` is over all phases and steps it covers. */
export interface RequiredCell {
  readonly phase?: string;
  readonly step?: string;
}

/** What every objective says, of whatever kind. */
export interface ObjectiveBase {
  readonly id: string;
  /** Where the target comes from. */
  readonly source: string;
  /** Cells that must be proven; one that is not makes the run inconclusive. `{}` is the whole run. */
  readonly requires: readonly RequiredCell[];
}

/**
 * The kinds of objectives by name. Each is declared into this list by its own file in `scripts/objectives/`, which also holds
 * what it means: scenarios know no kind, because k6 has no use for them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface ObjectiveKinds {}
export type Objective = ObjectiveKinds[keyof ObjectiveKinds];

export interface Region {
  readonly name: string;
  /** Share of shoppers who live here; all shares add up to 1. */
  readonly share: number;
}

/** The campaign's calendar: when it begins where it runs, and how many of its seconds pass in a real one. */
export interface Calendar {
  /** Date and time with the offset from UTC, such as 2026-06-18T19:30:00+08:00. */
  readonly startsAt: string;
  readonly speed: number;
}

export interface ShopSettings {
  /** Coupons of the 40-off-300 campaign, over all regions. */
  readonly couponQuota: number;
  /** Pieces of the flash-sale product, over all regions. */
  readonly flashStockPieces: number;
  /** Pieces of every ordinary product, a region. */
  readonly productStockPieces: number;
  readonly products: number;
  /** What an acknowledgement waits for: lmdb's commit (survives a killed process) or its fsync (survives power loss). */
  readonly durability: 'process' | 'power';
  readonly faults: readonly Fault[];
  /** Coupons that one issue adds to the 40-off-300 campaign when it goes well, over all regions. */
  readonly couponIssue: number;
  /** The push to lapsed members: the calendar minute from the start of the plan, and how many are tagged, over all regions. */
  readonly recall: { readonly atMinute: number; readonly members: number };
  /** What the campaign is to sell within so many calendar hours from the start of the plan, over all regions. */
  readonly goal: { readonly orders: number; readonly revenueFen: number; readonly hours: number };
}

/** A host outside loopback that this plan may load, once it is also named with --target. */
export interface AllowedTarget {
  readonly host: string;
  /** CIDR blocks that every address of the host must lie in. */
  readonly addresses: readonly string[];
}

export interface GeneratorSettings {
  /** k6 VUs a phase; each carries an equal, disjoint share of the crowd. */
  readonly vus: number;
  /** Requests in flight over all VUs of a phase. Validity wants at least twice the peak rate × withinMs. */
  readonly inFlightMax: number;
  readonly requestTimeoutMs: number;
  /** How long after a phase's end its last requests may take before they count as unsent or failed. */
  readonly drainMs: number;
}

export interface Plan {
  readonly name: string;
  readonly description: string;
  /** 32-bit seed of every draw. */
  readonly seed: number;
  /** Multiplies shoppers held, arrivals and herds. */
  readonly scale: number;
  /** Multiplies think times of paced populations. */
  readonly pace: number;
  /** Calendar seconds in one real second. */
  readonly speed: number;
  /** The calendar's time at the start of the plan, with the offset from UTC: 2026-06-18T19:30:00+08:00. */
  readonly startsAt: string;
  /** The response-time limit, milliseconds from the intended send. */
  readonly withinMs: number;
  /** Where a session enters: home page slots, search, activity zone; adds up to 1. */
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

/** What a run adds to its plan: `runs/<id>/plan.json` is a Plan with this under `run`. */
export interface RunSettings {
  readonly id: string;
  /** Base URL of each region's process, by region name. */
  readonly targets: Readonly<Record<string, string>>;
  /** `host:port` → checked address `ip:port`, for k6's `hosts`. Empty on loopback literals. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Epoch milliseconds of the timetable's zero. */
  readonly zeroAtMs: number;
}
export interface PlannedRun extends Plan {
  readonly run?: RunSettings;
}

/** Lets an editor check a plan as it is typed; `carnival` validates it with every mistake at once. */
export const definePlan = (plan: Plan): Plan => plan;
