/**
 * Reads how a run went over time, for its report. The verdict needs none of it: if Prometheus cannot be read in time, the report says
 * so and has no charts.
 */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import {
  COUNTER,
  type CounterName,
  EVERY_OUTCOME,
  GAUGE,
  RUN_ID,
  SHOP_FIGURE,
  WITHIN,
} from '../../../scenarios/metrics.ts';
import type { AnswerSeries } from '../../evidence/gather-dispersion.ts';
import { TIMELINE_VERSION, type Timeline } from '../../evidence/timeline.ts';
import { countedIn } from '../../verdict/watched.ts';
import type { Prometheus, Series } from './query.ts';
import { readBreakerStates } from './read-breaker-states.ts';
import { readTimedDrills } from './read-timed-drills.ts';
import { label, oneOf, PHASE } from './samples.ts';
import { seriesOf } from './series.ts';
import { quantilesOf } from './slice-quantiles.ts';
import { StepRows } from './step-rows.ts';
import { grownBy, heldSum, type Slices, slicesOf, sumOfLists } from './timeline-slices.ts';

export interface TimelineSpan {
  readonly runId: string;
  /** Epoch milliseconds: k6's start, the timetable's zero, and the end of k6, after its last push. */
  readonly startedAtMs: number;
  readonly zeroAtMs: number;
  readonly endedAtMs: number;
  /** How many steps the shop has: with more of them there are fewer slices. */
  readonly steps: number;
}

/** Rejects with a `PrometheusError` and nothing else. */
export async function readTimeline(prometheus: Prometheus, run: TimelineSpan, plan: Plan): Promise<Timeline> {
  const slices = slicesOf(run, run.steps * plan.regions.length);
  const range = (query: string) => prometheus.range(query, slices.span);
  // A series of zeros says nothing that a missing one does not.
  const counter = (name: CounterName, labels: readonly string[], ...matchers: readonly string[]) =>
    range(`sum by (${[PHASE, ...labels].join(', ')}) (${seriesOf(name, run.runId, ...matchers)}) > 0`);
  const grown = async (name: CounterName, ...matchers: readonly string[]): Promise<readonly number[]> =>
    sumOfLists(
      (await counter(name, [], ...matchers)).map((series) => grownBy(series, slices)),
      slices.count,
    );
  const times = async (name: CounterName, ...matchers: readonly string[]) =>
    quantilesOf(await counter(name, ['le'], ...matchers), slices);
  const ofShop = async (metric: string) => {
    const found = await range(`sum by (region) (${metric}{${RUN_ID}=${JSON.stringify(run.runId)}})`);
    return found.length === 0 ? null : heldSum(found, slices);
  };

  const [answers, offered, sent, ended, shoppers, responseTime, serviceTime, sendLag] = await Promise.all([
    counter(COUNTER.responses, ['step', 'region', 'drill', 'outcome', 'within']),
    grown(COUNTER.intended),
    grown(COUNTER.sendLagBucket, 'le="+Inf"'),
    grown(COUNTER.responses),
    range(`sum(${seriesOf(GAUGE.shoppers, run.runId)})`),
    times(COUNTER.responseTimeBucket),
    times(COUNTER.serviceTimeBucket),
    times(COUNTER.sendLagBucket, 'cause="generator"'),
  ]);
  const [issued, redeemed, left, stockLeft] = await Promise.all(
    [
      SHOP_FIGURE.couponsIssued,
      SHOP_FIGURE.couponsRedeemed,
      SHOP_FIGURE.couponsLeft,
      SHOP_FIGURE.stockLeft,
    ].map(ofShop),
  );
  return {
    version: TIMELINE_VERSION,
    runId: run.runId,
    sliceSeconds: slices.seconds,
    slices: slices.count,
    shoppers: lastOfEach(shoppers, slices),
    ...{ offered, sent, ended },
    steps: rowsOf(answers, slices, countedIn(plan)),
    ...{ responseTime, serviceTime, sendLag },
    breakers: await readBreakerStates(prometheus, run, plan),
    ...(issued && redeemed && left ? { coupons: { issued, redeemed, left } } : {}),
    ...(stockLeft ? { stockLeftPieces: stockLeft } : {}),
    ...(plan.drills === undefined ? {} : { drills: await readTimedDrills(prometheus, run, plan) }),
  };
}

/** A gauge whose writer is gone is unknown, and not what it was last. */
function lastOfEach(series: readonly Series[], { count, span }: Slices): readonly (number | null)[] {
  const values = new Array<number | null>(count).fill(null);
  for (const { points } of series)
    for (const { atMs, value } of points) {
      const slice = Math.round((atMs - span.fromMs) / span.stepMs) - 1;
      if (slice >= 0 && slice < count) values[slice] = value;
    }
  return values;
}

function rowsOf(
  answers: readonly Series[],
  slices: Slices,
  counted: (answer: AnswerSeries) => AnswerSeries,
): Timeline['steps'] {
  const rows = new StepRows();
  for (const series of answers) {
    const answer = counted({
      phase: label(series, PHASE),
      step: label(series, 'step'),
      region: label(series, 'region'),
      drill: label(series, 'drill'),
      outcome: oneOf(series, 'outcome', EVERY_OUTCOME),
      within: oneOf(series, 'within', WITHIN),
    });
    rows.add(answer, grownBy(series, slices));
  }
  return rows.all();
}
