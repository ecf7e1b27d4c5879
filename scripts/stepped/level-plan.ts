/** The plan of one level: one short phase of open load in the plan's own mix, judged by the plan's own objectives. */
import type { Objective, Phase, Plan } from '../../scenarios/campaigns/plan.ts';
import type { Known } from '../mistakes/draft.ts';
import { kindOf } from '../objectives/index.ts';
import type { CrowdLeft } from '../objectives/kind.ts';
import { crowdOf } from '../plan/crowd-of.ts';
import type { Mix } from './mix.ts';

export interface LevelLoad {
  /** Requests a second. */
  readonly perSecond: number;
  readonly seconds: number;
}

export const LEVEL_PHASE = 'level';
const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
/**
 * A session is over within about as long. In open load think times change nothing but how soon a level settles: as many requests come,
 * in the same mix.
 */
const SESSION_SECONDS = 1;
const PACE_MIN = 0.001;

/** What can be said of a steady load. The others are about moments of the campaign: a herd, a drill, a shelf that sells out. */
const STEADY: ReadonlySet<string> = new Set<Objective['kind']>([
  'response-time',
  'success',
  'refused',
  'degraded',
  'dropped-connections',
  'lost-orders',
  'oversold',
  'broken-promises',
  'promql',
]);

export function levelPlan(
  plan: Plan,
  mix: Mix,
  { perSecond, seconds }: LevelLoad,
  behaviours: Known['behaviours'],
): Plan {
  const { drills, gray, capacity, breakers, boundaries, ...rest } = plan;
  const factor = perSecond / mix.requestsPerSecond;
  const phase: Phase = {
    name: LEVEL_PHASE,
    calendarMinutes: (seconds * plan.speed) / SECONDS_PER_MINUTE,
    begins: { after: 'previous' },
    // Evenly: chance would move a short level of some tens a second by more than the edge is to be known to; it does not move the campaign.
    populations: mix.shares.map(({ population, behaviour, sessionsPerSecond }) => ({
      ...({ kind: 'arriving', name: population, behaviour, process: 'even', paced: true } as const),
      perHour: [{ atMinute: 0, value: sessionsPerSecond * factor * SECONDS_PER_HOUR }],
    })),
  };
  const crowd = crowdOf([phase], behaviours);
  return {
    ...rest,
    scale: 1,
    pace: paceFor(mix),
    // It is ended by whoever watches it.
    abort: [],
    phases: [phase],
    objectives: plan.objectives.filter((each) => isSteady(each, crowd)).map(ofTheWhole),
  };
}

const paceFor = ({ thinkSecondsEach }: Mix): number =>
  thinkSecondsEach <= SESSION_SECONDS ? 1 : Math.max(PACE_MIN, SESSION_SECONDS / thinkSecondsEach);

const isSteady = (objective: Objective, crowd: CrowdLeft): boolean =>
  STEADY.has(objective.kind) &&
  // A shelf that must sell out.
  !('minShare' in objective && objective.minShare > 0) &&
  (kindOf(objective).isAbout?.(objective, crowd) ?? true);

/** Cells that it requires besides the whole run are of phases that a level has not. */
const ofTheWhole = <Kind extends Objective>({ requires: _, ...objective }: Kind): Objective =>
  objective as Objective;
