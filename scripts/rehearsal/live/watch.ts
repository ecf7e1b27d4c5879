/** Asks the run's Prometheus how the run goes, and remembers what it said. */
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { COUNTER, type CounterName, GAUGE } from '../../../scenarios/metrics.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import type { Prometheus, Sample } from '../prometheus/query.ts';
import { firingAlerts } from '../prometheus/read-alerts.ts';
import { seriesOf } from '../prometheus/series.ts';
import { BREAKER_STATES } from '../prometheus/watched-breakers.ts';
import { NOTHING_YET, ratesBetween, type Snapshot, type StepNames, snapshotOf } from './rates.ts';
import type { AlertNow, BreakerNow, LiveState, PhaseSpan, TrendPoint } from './state.ts';

export interface WatchOptions extends StepNames {
  /** Its time limit should be near a second: a later answer is of no use here. */
  readonly prometheus: Prometheus;
  readonly runId: string;
  readonly title: string;
  readonly timetable: readonly PhaseSpan[];
  readonly drills: readonly DrillTime[];
  /** The question for the states of all breakers, with the labels dependency and region. */
  readonly breakerStates: string;
  /** Epoch milliseconds of the timetable's zero. */
  readonly zeroAtMs: number;
  readonly withinMs: number;
}

/** The window of "now": long enough for steady figures, short enough to show a herd. */
const RECENT_MS = 10_000;
/** A point of the trend is the mean of as long: counters come once a second, and not at the same moment. */
const POINT_MS = 3000;
/** As many points as a wide screen shows. */
const POINTS_MAX = 120;
/** Gauges are pushed each second. An older value comes from a VU that has ended. */
const GAUGE_LOOKBACK_MS = 5000;
/** Far enough back to see the last push of a k6 that has just ended, and still cheap for Prometheus. */
const COUNTER_LOOKBACK_MS = 30_000;

export class Watch {
  private readonly options: WatchOptions;
  private readonly nowMs: () => number;
  /** The last value of each series. A series that ended stays in the sums. */
  private readonly last = new Map<string, Map<string, Sample>>();
  private readonly snapshots: Snapshot[] = [];
  private readonly trend: TrendPoint[] = [];
  private breakers: readonly BreakerNow[] = [];
  private alerts: readonly AlertNow[] = [];
  private silence: LiveState['silence'] = null;

  constructor(options: WatchOptions, nowMs: () => number) {
    this.options = options;
    this.nowMs = nowMs;
  }

  /** Never rejects. If Prometheus does not answer, the screen says so. */
  async ask(): Promise<void> {
    const askedAtMs = this.nowMs();
    const { prometheus, runId, breakerStates } = this.options;
    try {
      const gauge = `last_over_time(${seriesOf(GAUGE.shoppers, runId)}[${GAUGE_LOOKBACK_MS}ms])`;
      const [intended, responses, sendLag, shoppers, breakers, alerts] = await Promise.all([
        this.counters(askedAtMs, COUNTER.intended, ['region']),
        this.counters(askedAtMs, COUNTER.responses, ['step', 'outcome', 'within']),
        this.counters(askedAtMs, COUNTER.sendLagBucket, ['cause', 'le']),
        prometheus.instant(`sum(${gauge})`, askedAtMs),
        prometheus.instant(breakerStates, askedAtMs),
        prometheus.instant(firingAlerts(), askedAtMs),
      ]);
      const readings = { intended, responses, sendLag, shoppers };
      this.snapshots.push(snapshotOf(askedAtMs, readings, this.options));
      this.forget(askedAtMs);
      this.addPoint();
      this.breakers = breakers.flatMap(breakerOf);
      this.alerts = alerts.map(({ labels: { alertname = '', severity = '', ...labels } }) => ({
        alert: alertname,
        severity,
        labels,
      }));
      this.silence = null;
    } catch (error) {
      const sinceMs =
        this.silence?.sinceMs ?? (this.snapshots.at(-1)?.atMs ?? askedAtMs) - this.options.zeroAtMs;
      this.silence = { sinceMs, reason: reasonOf(error) };
    }
  }

  state(): LiveState {
    const { title, timetable, drills, withinMs, zeroAtMs } = this.options;
    const latest = this.snapshots.at(-1);
    const oldest = this.snapshots[0];
    return {
      title,
      timetable,
      drills,
      withinMs,
      elapsedMs: this.nowMs() - zeroAtMs,
      shoppers: latest?.shoppers ?? 0,
      hasCoupons: this.options.couponStep !== null,
      hasOrders: this.options.orderSteps.length > 0,
      recent: latest && oldest && latest !== oldest ? ratesBetween(oldest, latest) : null,
      whole: latest ? ratesBetween({ ...NOTHING_YET, atMs: zeroAtMs }, latest) : null,
      trend: [...this.trend],
      breakers: this.breakers,
      alerts: this.alerts,
      silence: this.silence,
    };
  }

  private async counters(
    atMs: number,
    name: CounterName,
    labels: readonly string[],
  ): Promise<readonly Sample[]> {
    const by = ['instance_id', 'scenario', ...labels].join(', ');
    const last = `last_over_time(${seriesOf(name, this.options.runId)}[${COUNTER_LOOKBACK_MS}ms])`;
    const samples = await this.options.prometheus.instant(`sum by (${by}) (${last})`, atMs);
    const known = this.last.get(name) ?? new Map<string, Sample>();
    this.last.set(name, known);
    for (const sample of samples) known.set(JSON.stringify(sample.labels), sample);
    return [...known.values()];
  }

  /** Keeps the newest snapshot that is older than the window, and all later ones. */
  private forget(nowMs: number): void {
    while (this.snapshots.length > 2 && this.snapshots[1]!.atMs <= nowMs - RECENT_MS) this.snapshots.shift();
  }

  private addPoint(): void {
    const latest = this.snapshots.at(-1)!;
    const before =
      this.snapshots.findLast(({ atMs }) => atMs <= latest.atMs - POINT_MS) ?? this.snapshots[0]!;
    if (before === latest) return;
    const { seconds, offered, achieved, withinShare, sendLagSecondsP99 } = ratesBetween(before, latest);
    this.trend.push({
      atMs: latest.atMs - this.options.zeroAtMs,
      offered: offered / seconds,
      achieved: achieved / seconds,
      withinShare,
      sendLagP99: sendLagSecondsP99,
    });
    if (this.trend.length > POINTS_MAX) this.trend.shift();
  }
}

function breakerOf({ labels: { dependency = '', region = '' }, value }: Sample): readonly BreakerNow[] {
  const state = BREAKER_STATES[value];
  return state === undefined ? [] : [{ dependency, region, state }];
}
