/** CPU a request, and send lag: all sides at the same fixed rate, round by round, while the crowd holds two million shoppers. */
import { COUNTER, inPrometheus } from '../../../scenarios/metrics.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { connectPrometheus } from '../../rehearsal/prometheus/query.ts';
import type { Rig, Stage } from './rig.ts';
import { type Load, SIDES, type Side, startSide } from './sides.ts';
import { measureSteady, type Steady, type Stretch } from './steady.ts';

export interface CpuSettings extends Stretch {
  readonly rounds: number;
  readonly requestsPerSecond: number;
  /** Held by the crowd meanwhile; plain k6 holds nobody. */
  readonly shoppers: number;
}
export interface Lag {
  readonly p1Ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
export interface CpuResult {
  readonly rounds: readonly Readonly<Record<Side, Steady>>[];
  readonly lag: { readonly crowd: Lag; readonly defaults: Lag };
}

export async function measureCpu(
  rig: Rig,
  stage: Stage,
  { rounds, requestsPerSecond, shoppers, ...stretch }: CpuSettings,
): Promise<CpuResult> {
  const load: Load = { requestsPerSecond, browsers: shoppers, waiting: 0, vus: 0, lag: false };
  const run = async (side: Side, as: Load, name: string): Promise<Steady> =>
    measureSteady(() => startSide(rig, stage, side, as, name), stage, requestsPerSecond, stretch);
  const results: Record<Side, Steady>[] = [];
  for (let round = 0; round < rounds; round++) {
    const result: Partial<Record<Side, Steady>> = {};
    for (const side of SIDES) result[side] = await run(side, load, `cpu-${side}-${round}`);
    results.push(result as Record<Side, Steady>);
  }
  // In a run of its own: the extra sample a request would count against plain k6 above.
  await run('defaults', { ...load, lag: true }, 'lag');
  const crowd = `sum by (le) (last_over_time(${inPrometheus(COUNTER.sendLagBucket)}{run=~"cpu-crowd-.*"}[1h]))`;
  const defaults = 'sum(last_over_time(k6_bench_send_lag_seconds{run="lag"}[1h]))';
  return {
    rounds: results,
    lag: { crowd: await lagIn(stage, crowd), defaults: sinceFastest(await lagIn(stage, defaults)) },
  };
}

const MS_PER_SECOND = 1000;

async function lagIn({ prometheus }: Stage, histogram: string): Promise<Lag> {
  const quantile = async (q: number): Promise<number> => {
    const query = `histogram_quantile(${q}, ${histogram})`;
    const [sample] = await connectPrometheus(prometheus.access).instant(query, Date.now());
    if (sample === undefined) throw new CarnivalError(`Prometheus has nothing for ${query}`);
    return sample.value * MS_PER_SECOND;
  };
  return { p1Ms: await quantile(0.01), p50Ms: await quantile(0.5), p99Ms: await quantile(0.99) };
}

/**
 * Iterations that k6 drops at its start shift all later ones of its schedule, and k6 does not say which it dropped. So the lag of
 * the fastest hundredth is taken as this shift, and subtracted.
 */
const sinceFastest = ({ p1Ms, p50Ms, p99Ms }: Lag): Lag => ({
  p1Ms: 0,
  p50Ms: p50Ms - p1Ms,
  p99Ms: p99Ms - p1Ms,
});
