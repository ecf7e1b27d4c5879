/** Completes what was seen of a run's drills by what its Prometheus has: the breakers, the requests in each window, and the others. */
import type { Plan, PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../../scenarios/crowd/drill-times.ts';
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { judgesBreaker, watchesBreaker } from '../../../scenarios/drills/judges-breaker.ts';
import { isInScope, scopeOf } from '../../../scenarios/drills/scope.ts';
import { resolved } from '../../breakers/presets.ts';
import { READING_MS } from '../../breakers/readings.ts';
import type { BreakerReadings, DrillSeen, DrillTimes } from '../../evidence/drills-seen.ts';
import { whyUnnoticed } from './drill-happened.ts';
import { type Prometheus, PrometheusError } from './query.ts';
import { readBreakers, type Stretch } from './read-breakers.ts';
import { bystandersOf, readBystanders, type Seconds } from './read-bystanders.ts';
import { readCutOff } from './read-cut-off.ts';
import { readDrillTimes } from './read-drill-times.ts';
import { growthOf } from './rising.ts';
import type { RunSpan } from './run-span.ts';
import { type WatchedBreaker, watchedBreakers } from './watched-breakers.ts';

type Span = Pick<RunSpan, 'runId' | 'startedAtMs' | 'zeroAtMs' | 'endedAtMs'>;

/**
 * @param seen what the driver of the drills knows: whether each fault was set and lifted, and why not
 * @returns the same, one for each drill of the plan that was seen. If Prometheus cannot be read, `missing` says why
 */
export async function completeDrills(
  prometheus: Prometheus,
  run: Span,
  plan: Plan,
  seen: readonly DrillSeen[],
): Promise<readonly DrillSeen[]> {
  if (seen.length === 0) return [];
  try {
    return await readAll(prometheus, run, plan, seen);
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    return seen.map((each) => ({ ...each, missing: each.missing ?? error.message }));
  }
}

async function readAll(
  prometheus: Prometheus,
  run: Span,
  plan: Plan,
  seen: readonly DrillSeen[],
): Promise<readonly DrillSeen[]> {
  const drills = plan.drills ?? [];
  const breakers = drills.some(watchesBreaker) ? await watchedBreakers(prometheus, run, plan) : [];
  const times = drills.some(judgesBreaker) ? await readDrillTimes(prometheus, run) : [];
  const completed: DrillSeen[] = [];
  for (const time of drillTimes(plan)) {
    const planned = drills.find(({ name }) => name === time.drill)!;
    const its = seen.find(({ drill }) => drill === time.drill);
    if (its === undefined) continue;
    const around = watchesBreaker(planned)
      ? await readAround(prometheus, { run, plan, planned, time, breakers, times })
      : NOTHING;
    const missing = its.missing ?? (await whyUnnoticed(prometheus, run, planned, time, around.breakers));
    completed.push({ ...its, ...around, missing, ...(await readCutOff(prometheus, run, planned, its)) });
  }
  return completed;
}

const NOTHING = { breakers: [], times: [], bystanders: [] };

interface Around {
  readonly run: Span;
  readonly plan: Plan;
  readonly planned: PlannedDrill;
  readonly time: DrillTime;
  readonly breakers: readonly WatchedBreaker[];
  readonly times: readonly DrillTimes[];
}

async function readAround(
  prometheus: Prometheus,
  { run, plan, planned, time, breakers, times }: Around,
): Promise<Pick<DrillSeen, 'breakers' | 'times' | 'bystanders'>> {
  const scope = scopeOf(planned.where);
  const read = await readBreakers(prometheus, run.zeroAtMs, breakers, stretchOf(plan, run, time));
  const isMeant = ({ dependency }: BreakerReadings): boolean =>
    plan.breakers?.[dependency] !== undefined ||
    ('dependency' in planned.where && planned.where.dependency === dependency);
  return {
    breakers: read.filter((readings) => isMeant(readings) || !wasIdle(readings)),
    times: times.filter(
      ({ step, region, drill }) =>
        (drill === undefined || drill === planned.name) && isInScope(scope, step, region),
    ),
    bystanders: judgesBreaker(planned)
      ? await readBystanders(prometheus, run, bystandersOf(scope, plan.regions), secondsOf(run, time))
      : [],
  };
}

/** Nobody asked its dependency, and it stayed shut: the embedded shop has many such, and they say nothing. */
const wasIdle = ({ state, opened, calls, arrivals }: BreakerReadings): boolean =>
  state.every((each) => each === null || each === 'closed') &&
  [opened, calls, arrivals].every((counts) => (growthOf(counts) ?? 0) === 0);

/** A breaker in its ordinary state is seen at least this long. */
const LEAD_MS_MIN = 30_000;
/** The last answers of the window, and one more scrape. */
const TRAIL_MS = 5000;

/** Long enough before the window for what happened before it to be forgotten: the breaker's window of calls and its time open. */
function stretchOf(plan: Plan, run: Span, { beginMs, recoveredMs }: DrillTime): Stretch {
  const memories = Object.values(plan.breakers ?? {}).map((settings) => {
    const { opens, openMs } = resolved(settings);
    return (opens?.by === 'time-window' ? opens.windowMs : 0) + (openMs ?? 0);
  });
  const first = Math.floor((beginMs - Math.max(LEAD_MS_MIN, ...memories)) / READING_MS);
  const firstOfRun = Math.ceil((run.startedAtMs - run.zeroAtMs) / READING_MS);
  return {
    fromMs: Math.max(first, firstOfRun) * READING_MS,
    untilMs: Math.min(recoveredMs + TRAIL_MS, run.endedAtMs - run.zeroAtMs),
  };
}

const SECOND_MS = 1000;
/** What those whom the drill should not touch were like before: ten minutes are enough, and a day would be a large file. */
const SECONDS_BEFORE_MAX = 600;

function secondsOf(run: Span, { beginMs, recoveredMs }: DrillTime): Seconds {
  const ended = Math.ceil((run.endedAtMs - run.zeroAtMs) / SECOND_MS);
  return {
    from: Math.max(0, Math.floor(beginMs / SECOND_MS) - SECONDS_BEFORE_MAX),
    until: Math.min(ended, Math.ceil(recoveredMs / SECOND_MS)),
  };
}
