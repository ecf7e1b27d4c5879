/** Reads how each drill went where it is, second by second, from some time before its window to some time after. For pictures. */
import type { Plan, PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../../scenarios/crowd/drill-times.ts';
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { scopeOf } from '../../../scenarios/drills/scope.ts';
import { COUNTER, type CounterName } from '../../../scenarios/metrics.ts';
import type { TimedDrill } from '../../evidence/timeline.ts';
import { isOneOf } from '../../rules/promql.ts';
import type { Prometheus } from './query.ts';
import type { RunSpan } from './run-span.ts';
import { PHASE } from './samples.ts';
import { COUNTER_LOOKBACK_MS, seriesOf } from './series.ts';
import { grownBy, type Slices, sumOfLists } from './timeline-slices.ts';

const SECOND_MS = 1000;
const BEFORE_MS = 15_000;
const AFTER_MS = 10_000;
/** A drill of an hour has no more seconds than a picture shows. */
const SECONDS_MAX = 1800;

type Run = Pick<RunSpan, 'runId' | 'zeroAtMs' | 'endedAtMs'>;

/** One for each drill whose window the run reached. Rejects with a `PrometheusError` and nothing else. */
export async function readTimedDrills(
  prometheus: Prometheus,
  run: Run,
  plan: Plan,
): Promise<readonly TimedDrill[]> {
  const times = drillTimes(plan);
  const read = (plan.drills ?? []).map((drill, i) => readTimedDrill(prometheus, run, drill, times[i]!));
  return (await Promise.all(read)).flat();
}

async function readTimedDrill(
  prometheus: Prometheus,
  run: Run,
  { name, where }: PlannedDrill,
  time: DrillTime,
): Promise<readonly TimedDrill[]> {
  const slices = secondsOf(run, time);
  if (slices === null) return [];
  const { steps, regions } = scopeOf(where);
  const place = [
    ...(steps === null ? [] : [isOneOf('step', steps)]),
    ...(regions === null ? [] : [isOneOf('region', regions)]),
  ];
  const grown = async (counter: CounterName, ...more: readonly string[]): Promise<readonly number[]> => {
    const series = await prometheus.range(
      // A series of zeros says nothing that a missing one does not. Phases that have ended are out of sight, so each is told apart.
      `sum by (${PHASE}) (${seriesOf(counter, run.runId, ...place, ...more)}) > 0`,
      slices.span,
    );
    return sumOfLists(
      series.map((each) => grownBy(each, slices)),
      slices.count,
    );
  };
  const served = ['outcome!="stopped"', 'within!="own"'];
  const [offered, ended, answers, good] = await Promise.all([
    grown(COUNTER.intended),
    grown(COUNTER.responses),
    grown(COUNTER.responses, ...served),
    grown(COUNTER.responses, 'outcome!~"stopped|failed"', 'within="true"'),
  ]);
  const fromSeconds = (slices.span.fromMs - run.zeroAtMs) / SECOND_MS;
  return [{ drill: name, fromSeconds, offered, ended, answers, good }];
}

/** Null: the run ended before. */
function secondsOf({ zeroAtMs, endedAtMs }: Run, { beginMs, recoveredMs }: DrillTime): Slices | null {
  const ranSeconds = Math.ceil((endedAtMs - zeroAtMs) / SECOND_MS);
  const fromSeconds = Math.max(0, Math.floor((beginMs - BEFORE_MS) / SECOND_MS));
  const untilSeconds = Math.min(ranSeconds, Math.ceil((recoveredMs + AFTER_MS) / SECOND_MS));
  const count = Math.min(SECONDS_MAX, untilSeconds - fromSeconds);
  if (count <= 0 || endedAtMs <= zeroAtMs + beginMs) return null;
  const fromMs = zeroAtMs + fromSeconds * SECOND_MS;
  const span = {
    fromMs,
    untilMs: fromMs + count * SECOND_MS,
    stepMs: SECOND_MS,
    lookbackMs: COUNTER_LOOKBACK_MS,
  };
  return { count, seconds: 1, span };
}
