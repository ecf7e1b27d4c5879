/** Shows a run while it happens. Asks Prometheus each second; redraws a terminal, or writes a line to a log every ten seconds. */
import { createLogUpdate } from 'log-update';
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { COUNTER, type CounterName, GAUGE } from '../../../scenarios/metrics.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { isScreen, say } from '../../text/terminal.ts';
import type { Prometheus, Sample } from '../prometheus/query.ts';
import { seriesOf } from '../prometheus/series.ts';
import { NOTHING_YET, ratesBetween, type Snapshot, type StepNames, snapshotOf } from './rates.ts';
import { type LiveState, type PhaseSpan, plainLine, screenLines } from './screen.ts';

export interface LiveClock {
  /** Epoch milliseconds, as Prometheus' and k6's. */
  readonly nowMs: () => number;
  /** Calls back at an interval; returns a function that stops it. */
  readonly every: (intervalMs: number, callback: () => void) => () => void;
}

export interface LiveOptions extends StepNames {
  /** Its time limit should be near a second: a later answer is of no use here. */
  readonly prometheus: Prometheus;
  readonly runId: string;
  readonly title: string;
  readonly timetable: readonly PhaseSpan[];
  readonly drills: readonly DrillTime[];
  /** Epoch milliseconds of the timetable's zero. */
  readonly zeroAtMs: number;
  readonly withinMs: number;
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly clock?: LiveClock;
  /** `TERM` in it says what a terminal understands. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Live {
  /** Asks and draws a last time. The last picture stays on the screen. */
  stop(): Promise<void>;
}

const POLL_EVERY_MS = 1000;
const PLAIN_EVERY_MS = 10_000;
/** The window of "now": long enough for steady figures, short enough to show a herd. */
const RECENT_MS = 10_000;
/** Gauges are pushed each second. An older value comes from a VU that has ended. */
const GAUGE_LOOKBACK_MS = 5000;
/** Far enough back to see the last push of a k6 that has just ended, and still cheap for Prometheus. */
const COUNTER_LOOKBACK_MS = 30_000;
const COLUMNS_UNKNOWN = 80;

const SYSTEM_CLOCK: LiveClock = {
  nowMs: Date.now,
  every: (intervalMs, callback) => {
    const timer = setInterval(callback, intervalMs);
    return () => clearInterval(timer);
  },
};

export const startLive = (options: LiveOptions): Live => {
  const { output, clock = SYSTEM_CLOCK, env = process.env } = options;
  const watch = new Watch(options, clock);
  const screen = isScreen(output, env) ? terminal(output) : log(output, clock);
  let looking: Promise<void> | null = null;
  const look = (): Promise<void> => {
    // While an answer is slow, no new question is asked, but the clock on the screen goes on.
    looking ??= watch.ask().finally(() => {
      looking = null;
    });
    screen.draw(watch.state());
    return looking;
  };
  const stopClock = clock.every(POLL_EVERY_MS, look);
  return {
    stop: async () => {
      stopClock();
      await looking;
      await look();
      screen.end(watch.state());
    },
  };
};

/** Where the state goes. */
interface Screen {
  draw(state: LiveState): void;
  end(state: LiveState): void;
}

function terminal(output: LiveOptions['output']): Screen {
  // Does not hide the cursor: it would stay hidden if this process is killed.
  const update = createLogUpdate(output, { showCursor: true });
  const draw = (state: LiveState) => update(screenLines(state, output.columns ?? COLUMNS_UNKNOWN).join('\n'));
  return {
    draw,
    end: (state) => {
      draw(state);
      update.done();
    },
  };
}

function log(output: LiveOptions['output'], clock: LiveClock): Screen {
  let nextAtMs = clock.nowMs();
  const write = (state: LiveState) => say(output, plainLine(state));
  return {
    draw: (state) => {
      if (clock.nowMs() < nextAtMs) return;
      nextAtMs = clock.nowMs() + PLAIN_EVERY_MS;
      write(state);
    },
    end: write,
  };
}

/** Remembers what Prometheus said. */
class Watch {
  private readonly options: LiveOptions;
  private readonly clock: LiveClock;
  /** The last value of each series. A series that ended stays in the sums. */
  private readonly last = new Map<string, Map<string, Sample>>();
  private readonly snapshots: Snapshot[] = [];
  private silence: LiveState['silence'] = null;

  constructor(options: LiveOptions, clock: LiveClock) {
    this.options = options;
    this.clock = clock;
  }

  /** Never rejects. If Prometheus does not answer, the screen says so. */
  async ask(): Promise<void> {
    const askedAtMs = this.clock.nowMs();
    try {
      const gauge = `last_over_time(${seriesOf(GAUGE.shoppers, this.options.runId)}[${GAUGE_LOOKBACK_MS}ms])`;
      const [intended, responses, sendLag, shoppers] = await Promise.all([
        this.counters(askedAtMs, COUNTER.intended, ['region']),
        this.counters(askedAtMs, COUNTER.responses, ['step', 'outcome', 'within']),
        this.counters(askedAtMs, COUNTER.sendLagBucket, ['cause', 'le']),
        this.options.prometheus.instant(`sum(${gauge})`, askedAtMs),
      ]);
      const readings = { intended, responses, sendLag, shoppers };
      this.snapshots.push(snapshotOf(askedAtMs, readings, this.options));
      this.forget(askedAtMs);
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
      elapsedMs: this.clock.nowMs() - zeroAtMs,
      shoppers: latest?.shoppers ?? 0,
      hasCoupons: this.options.couponStep !== null,
      hasOrders: this.options.orderStep !== null,
      recent: latest && oldest && latest !== oldest ? ratesBetween(oldest, latest) : null,
      whole: latest ? ratesBetween({ ...NOTHING_YET, atMs: zeroAtMs }, latest) : null,
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
}
