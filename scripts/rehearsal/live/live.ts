/** Shows a run while it happens: asks Prometheus each second, redraws a terminal, or writes a line now and then to a log. */
import { createLogUpdate } from 'log-update';
import { COUNTER, type CounterName, GAUGE, inPrometheus } from '../../../scenarios/metrics.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import type { Prometheus, Sample } from '../prometheus/query.ts';
import { NOTHING_YET, ratesBetween, type Snapshot, type StepNames, snapshotOf } from './rates.ts';
import { type LiveState, type PhaseSpan, plainLine, screenLines } from './screen.ts';

export interface LiveClock {
  /** Epoch milliseconds, as Prometheus' and k6's. */
  readonly nowMs: () => number;
  /** Calls back again and again; returns the way to stop it. */
  readonly every: (intervalMs: number, callback: () => void) => () => void;
}

export interface LiveOptions extends StepNames {
  /** Ask it with a limit near a second: an answer that comes later is of no use here. */
  readonly prometheus: Prometheus;
  readonly title: string;
  readonly timetable: readonly PhaseSpan[];
  /** Epoch milliseconds of the timetable's zero. */
  readonly zeroAtMs: number;
  readonly withinMs: number;
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly clock?: LiveClock;
}

export interface Live {
  /** A last look and a last draw, which stays on the screen. */
  stop(): Promise<void>;
}

const POLL_EVERY_MS = 1000;
const PLAIN_EVERY_MS = 10_000;
/** What "now" means: long enough to be calm, short enough to see a herd. */
const RECENT_MS = 10_000;
/** A gauge is pushed each second; an older one is of a VU that has ended. */
const GAUGE_LOOKBACK_MS = 5000;
/** Far enough back to see the last push of a k6 that has just ended, and to cost Prometheus next to nothing. */
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
  const { output, clock = SYSTEM_CLOCK } = options;
  const watch = new Watch(options, clock);
  const screen = output.isTTY === true ? terminal(output) : log(output, clock);
  let looking: Promise<void> | null = null;
  const look = (): Promise<void> => {
    // A slow answer holds up the next question, not the picture of time.
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
  // The cursor stays: hidden, it would stay hidden when this process is killed.
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
  const write = (state: LiveState) => output.write(`${plainLine(state)}\n`);
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
  /** Each series' last value: one that ended must not leave the sums. */
  private readonly last = new Map<string, Map<string, Sample>>();
  private readonly snapshots: Snapshot[] = [];
  private silence: LiveState['silence'] = null;

  constructor(options: LiveOptions, clock: LiveClock) {
    this.options = options;
    this.clock = clock;
  }

  /** Never rejects: a Prometheus that does not answer is shown. */
  async ask(): Promise<void> {
    const askedAtMs = this.clock.nowMs();
    try {
      const gauge = `last_over_time(${inPrometheus(GAUGE.shoppers)}[${GAUGE_LOOKBACK_MS}ms])`;
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
    const { title, timetable, withinMs, zeroAtMs } = this.options;
    const latest = this.snapshots.at(-1);
    const oldest = this.snapshots[0];
    return {
      title,
      timetable,
      withinMs,
      elapsedMs: this.clock.nowMs() - zeroAtMs,
      shoppers: latest?.shoppers ?? 0,
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
    const last = `last_over_time(${inPrometheus(name)}[${COUNTER_LOOKBACK_MS}ms])`;
    const samples = await this.options.prometheus.instant(`sum by (${by}) (${last})`, atMs);
    const known = this.last.get(name) ?? new Map<string, Sample>();
    this.last.set(name, known);
    for (const sample of samples) known.set(JSON.stringify(sample.labels), sample);
    return [...known.values()];
  }

  /** Keeps the newest snapshot that is old enough to begin the recent past, and what came after it. */
  private forget(nowMs: number): void {
    while (this.snapshots.length > 2 && this.snapshots[1]!.atMs <= nowMs - RECENT_MS) this.snapshots.shift();
  }
}
