/** The breakers that a drill is not about, and whether they were seen to stay shut in its window. */
import { resolved } from '../breakers/presets.ts';
import {
  growth,
  hasOpened,
  isAway,
  longestGapMs,
  READING_MS,
  type Reading,
  readingsOf,
  stepsOf,
} from '../breakers/readings.ts';
import type { BreakerReadings } from '../evidence/drills-seen.ts';
import type { DrillEvidence, Evidence } from '../evidence/evidence.ts';
import { type Clause, dependencyOf, regionsIn } from './clause.ts';

/** Every breaker stays open for longer. Unseen for as long, it may have opened and shut again. */
const UNSEEN_MS_MAX = 2000;

/** Of another region, or of another dependency. The breaker that the drill is about may open. */
export function otherBreakers(
  objective: Clause,
  region: string,
  { planned, seen }: DrillEvidence,
): readonly BreakerReadings[] {
  const regions = regionsIn(planned);
  const isIn = regions === null || regions.includes(region);
  const dependency = dependencyOf(objective, planned);
  // What a step or a whole region needs may open with it.
  if (isIn && dependency === undefined) return [];
  return seen.breakers.filter((each) => each.region === region && !(isIn && each.dependency === dependency));
}

/** A breaker's readings from the fault to the end of the drill's window. */
interface InWindow {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly readings: readonly Reading[];
}

export function windowOf(told: BreakerReadings, drill: DrillEvidence, { plan }: Evidence): InWindow {
  const settings = plan.breakers?.[told.dependency];
  const fromMs = (drill.seen.set?.afterMs ?? drill.time.beginMs) - READING_MS;
  const untilMs = drill.time.recoveredMs;
  const readings = readingsOf(
    told,
    settings === undefined ? { tellsHalfOpen: true, probesMax: null } : resolved(settings),
  ).filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs);
  return { fromMs, untilMs, readings };
}

export function openedIn({ readings }: InWindow): boolean {
  const grown = growth(readings, 'opened') ?? 0;
  const first = readings.find(({ state }) => state !== null);
  // It may have been open before: from an earlier drill, whose failed probes open it again.
  const wasShut = first !== undefined && !isAway(first);
  return stepsOf(readings).some(hasOpened) || (wasShut && grown > 0);
}

/** What it did between two readings is known where its openings are counted; what it did after the last one is not. */
export function isUnread({ readings, fromMs, untilMs }: InWindow): boolean {
  const last = readings.findLast(({ state }) => state !== null);
  if (last === undefined) return true;
  const isCounted = growth(readings, 'opened') !== null;
  const unseenMs = isCounted ? untilMs - last.atMs : longestGapMs(readings, fromMs, untilMs);
  return unseenMs > UNSEEN_MS_MAX;
}
