/** Shows a run while it happens. Asks Prometheus each second; redraws a terminal, or writes a line to a log every ten seconds. */
import { createLogUpdate } from 'log-update';
import { colourWanted, paintsFor } from '../../text/colour.ts';
import { clearScreen, isScreen, say } from '../../text/terminal.ts';
import type { Words } from '../../words/words.ts';
import { plainLine } from './plain-line.ts';
import { screenLines } from './screen.ts';
import type { LiveState, LiveView } from './state.ts';
import { Watch, type WatchOptions } from './watch.ts';

export interface LiveClock {
  /** Epoch milliseconds, as Prometheus' and k6's. */
  readonly nowMs: () => number;
  /** Calls back at an interval; returns a function that stops it. */
  readonly every: (intervalMs: number, callback: () => void) => () => void;
}

/** A terminal, a log, or nowhere. */
export type LiveOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

export interface LiveOptions extends WatchOptions {
  readonly output: LiveOutput;
  readonly words: Words;
  /** Where else it is shown. */
  readonly views?: readonly LiveView[];
  readonly clock?: LiveClock;
  /** `TERM` in it says what a terminal understands, `NO_COLOR` that nobody wants colours. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Live {
  /** Asks and draws a last time. The last picture stays on the screen. */
  stop(): Promise<void>;
}

const POLL_EVERY_MS = 1000;
const PLAIN_EVERY_MS = 10_000;
const COLUMNS_UNKNOWN = 80;
const ROWS_UNKNOWN = 24;

const SYSTEM_CLOCK: LiveClock = {
  nowMs: Date.now,
  every: (intervalMs, callback) => {
    const timer = setInterval(callback, intervalMs);
    return () => clearInterval(timer);
  },
};

export const startLive = (options: LiveOptions): Live => {
  const { output, clock = SYSTEM_CLOCK, env = process.env, views = [] } = options;
  const watch = new Watch(options, clock.nowMs);
  const all = [isScreen(output, env) ? terminal(options, env) : log(options, clock), ...views];
  let looking: Promise<void> | null = null;
  const draw = (): void => {
    const state = watch.state();
    for (const view of all) view.draw(state);
  };
  const look = (): Promise<void> => {
    // While an answer is slow, no new question is asked, but the clock on the screen goes on.
    looking ??= watch.ask().finally(() => {
      looking = null;
    });
    draw();
    return looking;
  };
  const stopClock = clock.every(POLL_EVERY_MS, look);
  const redraw = (): void => all[0]!.draw(watch.state());
  output.on('resize', redraw);
  return {
    stop: async () => {
      stopClock();
      output.off('resize', redraw);
      await looking;
      await look();
      const state = watch.state();
      for (const view of all) view.end(state);
    },
  };
};

function terminal({ output, words }: LiveOptions, env: NonNullable<LiveOptions['env']>): LiveView {
  const voice = { words, paints: paintsFor(colourWanted(output, env)) };
  // Does not hide the cursor: it would stay hidden if this process is killed.
  const update = createLogUpdate(output, { showCursor: true });
  let drawn: Size | null = null;
  const draw = (state: LiveState): void => {
    const size = { columns: output.columns ?? COLUMNS_UNKNOWN, rows: output.rows ?? ROWS_UNKNOWN };
    // A terminal wraps old lines anew when it becomes narrower: nobody knows any more how many rows they take.
    if (drawn !== null && size.columns < drawn.columns) {
      clearScreen(output);
      update.done();
    }
    drawn = size;
    update(screenLines(state, size, voice).join('\n'));
  };
  return {
    draw,
    end: (state) => {
      draw(state);
      update.done();
    },
  };
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

function log({ output, words }: LiveOptions, clock: LiveClock): LiveView {
  let nextAtMs = clock.nowMs();
  const write = (state: LiveState) => say(output, plainLine(state, words));
  return {
    draw: (state) => {
      if (clock.nowMs() < nextAtMs) return;
      nextAtMs = clock.nowMs() + PLAIN_EVERY_MS;
      write(state);
    },
    end: write,
  };
}
