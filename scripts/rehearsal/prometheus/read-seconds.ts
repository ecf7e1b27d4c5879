/** Reads how the crowd's counters grew second by second: of the whole run, and of each step of each herd. */

import { COUNTER, GAUGE, NO_DRILL } from '../../../scenarios/metrics.ts';
import type { HerdSeconds, SecondOfRun } from '../../evidence/observations.ts';
import { isOneOf } from '../../rules/promql.ts';
import type { Prometheus } from './query.ts';
import type { RunSpan } from './run-span.ts';
import { lastOf, seriesOf } from './series.ts';

const SECOND_MS = 1000;
/** Gauges are written and pushed once a second. If a value is older, its writer is gone. */
const GAUGE_LOOKBACK_MS = 3000;

/**
 * Increments per second: the reading at its end minus the reading at its beginning. The crowd writes once a second and k6 pushes
 * once a second, so an event may show two seconds late. Each reading looks back over the whole run. So phases that have ended
 * stay counted, and the increments add up to the totals.
 */
export const readSeconds = async (prometheus: Prometheus, run: RunSpan): Promise<readonly SecondOfRun[]> => {
  const count = secondsOf(run);
  const readings = readingsOf(prometheus, run);
  if (count === 0) return [];
  const intended = await readings(lastOf(COUNTER.intended, run));
  const responses = await readings(lastOf(COUNTER.responses, run));
  const good = await readings(lastOf(COUNTER.responses, run, 'outcome!="failed"', 'within="true"'));
  // Every answer has a step, so an empty one matches none: a shop without orders has none in any second.
  const ordersOk = await readings(
    lastOf(COUNTER.responses, run, 'outcome="ok"', isOneOf('step', run.orderSteps)),
  );
  const shoppers = await readings(
    `last_over_time(${seriesOf(GAUGE.shoppers, run.runId)}[${GAUGE_LOOKBACK_MS}ms])`,
  );
  return Array.from({ length: count }, (_, second) => ({
    atSeconds: second,
    intended: increment(intended, second),
    responses: increment(responses, second),
    good: increment(good, second),
    ordersOk: increment(ordersOk, second),
    shoppers: shoppers[second + 1]!,
  }));
};

/** The same for each step of each herd: together, a busy step would hide a quiet one. */
export const readHerds = async (prometheus: Prometheus, run: RunSpan): Promise<readonly HerdSeconds[]> => {
  const count = secondsOf(run);
  const readings = readingsOf(prometheus, run);
  const herds: HerdSeconds[] = [];
  for (const { phase, step, atMs } of run.herds) {
    const own = `step=${JSON.stringify(step)}`;
    // What goes wrong in the window of a drill is the drill's: the herd did not do it.
    const outside = `drill=${JSON.stringify(NO_DRILL)}`;
    const served = ['outcome!="stopped"', 'within!="own"'];
    const intended = await readings(lastOf(COUNTER.intended, run, own, outside));
    const responses = await readings(lastOf(COUNTER.responses, run, own, outside, ...served));
    const good = await readings(
      lastOf(COUNTER.responses, run, own, outside, 'outcome=~"ok|refused"', 'within="true"'),
    );
    const answered = await readings(lastOf(COUNTER.responses, run, own, outside));
    const unsent = await readings(lastOf(COUNTER.unsent, run, own, outside));
    const first = Math.floor(atMs / SECOND_MS);
    const seconds = Array.from({ length: Math.max(0, count - first) }, (_, i) => ({
      atSeconds: first + i,
      intended: increment(intended, first + i),
      responses: increment(responses, first + i),
      good: increment(good, first + i),
      ended: increment(answered, first + i) + increment(unsent, first + i),
    }));
    herds.push({ phase, step, seconds });
  }
  return herds;
};

/** Whole seconds from the timetable's zero to the end. */
const secondsOf = (run: RunSpan): number =>
  Math.max(0, Math.ceil((run.endedAtMs - run.zeroAtMs) / SECOND_MS));

/** Reads a sum at the beginning of every second, and at the end of the last. */
const readingsOf = (prometheus: Prometheus, run: RunSpan) => {
  const count = secondsOf(run);
  const span = { fromMs: run.zeroAtMs, untilMs: run.zeroAtMs + count * SECOND_MS, stepMs: SECOND_MS };
  return async (expression: string): Promise<Float64Array> => {
    const values = new Float64Array(count + 1);
    for (const { points } of await prometheus.range(`sum(${expression})`, span))
      for (const { atMs, value } of points) values[Math.round((atMs - span.fromMs) / SECOND_MS)] = value;
    return values;
  };
};

const increment = (counter: Float64Array, second: number): number => counter[second + 1]! - counter[second]!;
