/**
 * Clauses of breaker conformance: objectives that a drill expects of the breaker in front of its dependency. Each is a kind of its own,
 * and is judged from the breaker's readings in each region of the drill. What was not seen is not proven.
 */
import type { ObjectiveBase, PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import { scopeOf } from '../../scenarios/drills/scope.ts';
import type { CallsFailing } from '../breakers/bounds.ts';
import { failingUnder } from '../breakers/failing.ts';
import { type ResolvedBreaker, resolved } from '../breakers/presets.ts';
import { type Reading, readingsOf } from '../breakers/readings.ts';
import { type Cell, FULL_COUNT, type Judged } from '../evidence/cell.ts';
import type { Moment } from '../evidence/drills-seen.ts';
import type { DrillEvidence, Evidence } from '../evidence/evidence.ts';
import { share, text } from '../mistakes/fields.ts';
import { inShort } from '../text/numbers.ts';

/** `dependency`: whose breaker it is about, where the drill's `where` does not say. */
export interface Clause extends ObjectiveBase {
  readonly dependency?: string;
}

/** A breaker in one region of its drill, whose fault was set. */
export interface BreakerInDrill {
  readonly breaker: ResolvedBreaker;
  readonly readings: readonly Reading[];
  readonly drill: DrillEvidence;
  readonly set: Moment;
  /** Null: the run ended first. */
  readonly lifted: Moment | null;
  readonly dependency: string;
  readonly region: string;
  /** How long a call may take, good or bad: the breaker's limit, or else the plan's. */
  readonly answeredWithinMs: number;
  /** What the fault does to its calls; null if nobody says. */
  readonly failing: (told?: number) => CallsFailing | null;
}

/** What a clause found. `bound`: what it compared the figure with; null: it came to none. */
export interface Found extends Pick<Cell, 'state' | 'figure' | 'n' | 'reason'> {
  readonly bound: number | null;
}

export const notProven = (reason: string, figure: number | null = null, n = 0): Found => ({
  state: 'not-proven',
  figure,
  n,
  reason,
  bound: null,
});

/** The fields of a clause. `dependency`: only where the drill's `where` does not name it. */
export const ABOUT_A_BREAKER = { dependency: text.exactOptional() };
/** `failingShare`: of the calls while the fault is there. Left out: the fault says it. */
export const ABOUT_FAILING_CALLS = { ...ABOUT_A_BREAKER, failingShare: share.exactOptional() };

export const MS_PER_SECOND = 1000;
export const inSeconds = (ms: number): string => `${inShort(ms / MS_PER_SECOND)} s`;

/** Judges the clause in each region of its drill. The bound is the target where all regions have the same. */
export function judgeClause(
  clause: Clause,
  evidence: Evidence,
  unit: Judged['unit'],
  judge: (at: BreakerInDrill) => Found,
): Judged {
  const found = regionsOf(evidence).map((region) => {
    const at = breakerIn(clause, evidence, region);
    return { region, ...(typeof at === 'string' ? notProven(at) : judge(at)) };
  });
  const bounds = new Set(found.map(({ bound }) => bound));
  return {
    unit,
    targetMin: null,
    targetMax: bounds.size === 1 ? found[0]!.bound : null,
    cells: found.map(({ bound: _, region, ...cell }) => cellIn(clause, evidence, region, cell)),
  };
}

/** The cell of a region. Where the plan has one region, no place is split by region. */
export const cellIn = (
  { informative = false }: ObjectiveBase,
  { plan }: Evidence,
  region: string,
  { state, figure, n, reason }: Pick<Cell, 'state' | 'figure' | 'n' | 'reason'>,
): Cell => ({
  phase: null,
  step: null,
  region: plan.regions.length < 2 ? null : region,
  required: !informative,
  ...FULL_COUNT,
  ...{ state, figure, n, reason },
});

/** The regions that a drill is about. Outside a drill: all. */
const regionsOf = ({ plan, drill }: Evidence): readonly string[] =>
  (drill === undefined ? null : regionsIn(drill.planned)) ?? plan.regions.map(({ name }) => name);

/** Null: all of them. */
export const regionsIn = ({ where }: Pick<PlannedDrill, 'where'>): readonly string[] | null =>
  scopeOf(where).regions;

export const dependencyOf = (
  { dependency }: Clause,
  { where }: Pick<PlannedDrill, 'where'>,
): string | undefined => ('dependency' in where ? where.dependency : dependency);

/** @returns why nothing can be said, or the breaker */
function breakerIn(clause: Clause, { plan, drill }: Evidence, region: string): BreakerInDrill | string {
  if (drill === undefined) return 'no drill';
  const { planned, seen } = drill;
  const why = whyItDidNotHappen(drill);
  if (why !== null) return why;
  const dependency = dependencyOf(clause, planned);
  const settings = dependency === undefined ? undefined : plan.breakers?.[dependency];
  if (dependency === undefined || settings === undefined)
    return `the plan does not say how the breaker of ${dependency ?? 'its dependency'} is set`;
  const breaker = resolved(settings);
  const told = seen.breakers.find((each) => each.dependency === dependency && each.region === region);
  if (told === undefined || told.atMs.length === 0) return `no reading of the breaker of ${dependency}`;
  const answeredWithinMs = breaker.timeoutMs ?? plan.withinMs;
  return {
    breaker,
    readings: readingsOf(told, breaker),
    drill,
    set: seen.set!,
    lifted: seen.lifted,
    dependency,
    region,
    answeredWithinMs,
    failing: (share) => failingUnder(planned.fault, breaker.timeoutMs, answeredWithinMs, share),
  };
}

/** A drill that did not happen proves nothing. */
export function whyItDidNotHappen({ seen }: DrillEvidence): string | null {
  if (seen.missing !== null) return `the drill did not happen: ${seen.missing}`;
  return seen.set === null ? 'the drill did not happen: its fault was never set' : null;
}

/** How often the fault is there: once, or each time that flapping brings it back. */
export function onTimesOf({ fault, for: { seconds } }: PlannedDrill): number {
  const flapping = 'flapping' in fault ? fault.flapping : undefined;
  return flapping === undefined ? 1 : Math.ceil(seconds / (flapping.onSeconds + flapping.offSeconds));
}

/** How long the fault is there at first, milliseconds. */
export function firstOnMs({ fault, for: { seconds } }: PlannedDrill): number {
  const flapping = 'flapping' in fault ? fault.flapping : undefined;
  return Math.min(seconds, flapping?.onSeconds ?? seconds) * MS_PER_SECOND;
}
