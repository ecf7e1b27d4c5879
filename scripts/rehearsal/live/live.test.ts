import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import type { Prometheus, Sample } from '../prometheus/query.ts';
import { type Live, type LiveOptions, startLive } from './live.ts';
import type { LiveState, LiveView } from './state.ts';

const ZERO_MS = 1_000_000;
const TICK_MS = 1000;

/** Time that passes only when told to. */
class ManualClock {
  atMs = ZERO_MS;
  stopped = false;
  private callback: () => void = () => undefined;
  readonly nowMs = () => this.atMs;
  readonly every = (intervalMs: number, callback: () => void) => {
    expect(intervalMs).toBe(TICK_MS);
    this.callback = callback;
    return () => {
      this.stopped = true;
    };
  };
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.atMs += TICK_MS;
      this.callback();
      // Lets every promise of the answer settle.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

class Output extends Writable {
  readonly isTTY: boolean;
  columns = 90;
  rows = 40;
  readonly writes: string[] = [];
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(chunk.toString());
    done();
  }
  get text(): string {
    return stripVTControlCharacters(this.writes.join(''));
  }
}

/** A steady run of 100 requests a second; `say` may change the answer or fail. */
function steady(
  say: (query: string, atMs: number) => readonly Sample[] | undefined = () => undefined,
): Prometheus {
  return {
    range: async () => [],
    instant: async (query, atMs) => {
      const said = say(query, atMs);
      if (said !== undefined) return said;
      const value = (atMs - ZERO_MS) / 10;
      if (query.includes('carnival_intended')) return [{ labels: { region: 'east' }, value }];
      if (query.includes('carnival_responses'))
        return [{ labels: { step: 'home.view', outcome: 'ok', within: 'true' }, value }];
      if (query === 'shop_breaker_state')
        return [{ labels: { dependency: 'bank', region: 'north' }, value: 2 }];
      if (query.startsWith('ALERTS'))
        return [{ labels: { alertname: 'OrdersFailing', severity: 'page', region: 'north' }, value: 1 }];
      if (query.includes('carnival_shoppers')) return [{ labels: {}, value: 1234 }];
      return [{ labels: { cause: 'generator', le: '+Inf' }, value }];
    },
  };
}

function start(
  isTTY: boolean,
  prometheus: Prometheus,
  TERM = 'xterm',
  views: readonly LiveView[] = [],
): { clock: ManualClock; output: Output; live: Live } {
  const clock = new ManualClock();
  const output = new Output(isTTY);
  const options: LiveOptions = {
    prometheus,
    runId: 'run-1',
    title: 'smoke',
    timetable: [{ phase: 'burst', startMs: 0, endMs: 60_000 }],
    drills: [],
    breakerStates: 'shop_breaker_state',
    words: en,
    zeroAtMs: ZERO_MS,
    withinMs: 1200,
    orderSteps: ['order.create'],
    couponStep: 'coupon.redeem',
    output,
    clock,
    views,
    env: { TERM },
  };
  return { clock, output, live: startLive(options) };
}

const lines = (output: Output) => output.text.trimEnd().split('\n');

describe('without a terminal', () => {
  it('a line is written every ten seconds, and one at the end', async () => {
    const { clock, output, live } = start(false, steady());
    await clock.pass(25);
    expect(lines(output)).toHaveLength(3);
    await live.stop();
    expect(lines(output).at(-1)).toMatch(
      /^ {3}0:25 {2}burst {2}shoppers 1,234 {2}offered 100\/s {2}achieved 100\/s/,
    );
    expect(lines(output)).toHaveLength(4);
    expect(output.text).toBe(output.writes.join(''));
  });
});

it('on a dumb terminal lines are written, without any escape sequence', async () => {
  const { clock, output, live } = start(true, steady(), 'dumb');
  await clock.pass(25);
  await live.stop();
  expect(lines(output)).toHaveLength(4);
  expect(output.writes.join('')).not.toContain('\u001b');
});

it.each([true, false])('what Prometheus says is shown and not obeyed (terminal: %s)', async (isTTY) => {
  const hostile = steady(() => {
    throw new Error('no \u001b]52;c;cm0gLXJm\u0007');
  });
  const { clock, output, live } = start(isTTY, hostile);
  await clock.pass(12);
  await live.stop();
  expect(output.writes.join('')).not.toContain('\u0007');
  expect(output.text).toContain('\\u001b]52;c;cm0gLXJm\\u0007');
});

describe('on a terminal', () => {
  it('the screen is drawn once and then only what changed, and what is left stays', async () => {
    const { clock, output, live } = start(true, steady());
    await clock.pass(20);
    const lineCounts = output.writes.map((each) => stripVTControlCharacters(each).split('\n').length);
    // Once the figures are there, a second changes the time left, the bar and a total or two.
    expect(Math.max(...lineCounts.slice(-5))).toBeLessThan(lineCounts[0]!);
    await live.stop();
    expect(clock.stopped).toBe(true);
    expect(output.text).toContain('0:40 left');
    // Nothing hides the cursor: it would stay hidden when the process is killed.
    expect(output.writes.join('')).not.toContain('\u001b[?25l');
  });

  it('breakers and warnings are told as Prometheus has them', async () => {
    const { clock, output, live } = start(true, steady());
    await clock.pass(2);
    await live.stop();
    expect(output.text).toContain('breakers: bank north open · the other 0 closed');
    expect(output.text).toContain('! OrdersFailing north');
  });

  it('that is resized is drawn again at once, and from its top if it has become narrower', async () => {
    const CLEARED = '\u001b[H\u001b[2J';
    const { clock, output, live } = start(true, steady());
    await clock.pass(3);
    const before = output.writes.length;
    output.columns = 120;
    output.emit('resize');
    expect(output.writes.length).toBeGreaterThan(before);
    expect(output.writes.join('')).not.toContain(CLEARED);
    output.columns = 60;
    output.rows = 12;
    output.emit('resize');
    const afresh = output.writes.join('').split(CLEARED)[1]!;
    const drawn = stripVTControlCharacters(afresh).trimEnd().split('\n');
    expect(drawn.length).toBeLessThan(12);
    for (const line of drawn) expect(line.length).toBeLessThan(60);
    await live.stop();
    const ended = output.writes.length;
    output.emit('resize');
    expect(output.writes).toHaveLength(ended);
  });

  it('rates are of the last ten seconds beside the whole run', async () => {
    // 100 a second for 30 s, then nothing.
    const stalled = steady((query, atMs) =>
      query.includes('carnival_intended') && atMs > ZERO_MS + 30_000
        ? [{ labels: { region: 'east' }, value: 3000 }]
        : undefined,
    );
    const { clock, output, live } = start(true, stalled);
    await clock.pass(45);
    await live.stop();
    expect(output.text).toMatch(/last 10 s/);
    expect(output.text.slice(output.text.lastIndexOf('requests offered'))).toMatch(
      /^requests offered +0\.0\/s +3,000/,
    );
  });
});

describe('a Prometheus that does not answer', () => {
  it('is told of, with the figures it gave before, and forgotten when it is back', async () => {
    const gone = { from: ZERO_MS + 11_000, until: ZERO_MS + 35_000 };
    const { clock, output, live } = start(
      false,
      steady((_, atMs) => {
        if (atMs >= gone.from && atMs < gone.until) throw new Error('connection refused');
        return undefined;
      }),
    );
    await clock.pass(41);
    await live.stop();
    const [, , silent, , back] = lines(output);
    expect(silent).toMatch(/offered 100\/s.*no data for 0:11: connection refused$/);
    expect(back).toMatch(/offered 100\/s/);
    expect(back).not.toContain('no data');
  });

  it('is not asked again while it hangs, and the clock on the screen goes on', async () => {
    let asked = 0;
    let answer: (samples: readonly Sample[]) => void = () => undefined;
    const hanging: Prometheus = {
      range: async () => [],
      instant: () => {
        asked++;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    };
    const { clock, output } = start(true, hanging);
    await clock.pass(1);
    const askedFirst = asked;
    await clock.pass(4);
    expect(askedFirst).toBeGreaterThan(0);
    expect(asked).toBe(askedFirst);
    answer([]);
    expect(output.text).toContain('0:55 left');
  });
});

it('a phase whose series have ended stays in the sums', async () => {
  const ended = steady((query, atMs) => {
    if (!query.includes('carnival_intended')) return undefined;
    const warmUp = { labels: { scenario: 'warm-up' }, value: 500 };
    const burst = { labels: { scenario: 'burst' }, value: 70 };
    return atMs < ZERO_MS + 5000 ? [warmUp] : [burst];
  });
  const { clock, output, live } = start(true, ended);
  await clock.pass(15);
  await live.stop();
  expect(output.text.slice(output.text.lastIndexOf('requests offered'))).toMatch(
    /^requests offered +\S+ +570/,
  );
});

it('whoever else shows the run gets each second what the screen shows, and the last state once', async () => {
  const seen: LiveState[] = [];
  const ends: LiveState[] = [];
  const view = { draw: (state: LiveState) => seen.push(state), end: (state: LiveState) => ends.push(state) };
  const { clock, live } = start(false, steady(), 'xterm', [view]);
  await clock.pass(6);
  await live.stop();
  expect(seen.map(({ elapsedMs }) => elapsedMs / TICK_MS)).toEqual([1, 2, 3, 4, 5, 6, 6]);
  expect(ends).toHaveLength(1);
  expect(ends[0]!.trend.at(-1)).toMatchObject({ offered: 100, achieved: 100, withinShare: 1 });
});
