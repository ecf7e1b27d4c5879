import { join } from 'node:path';
import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { type Child, startChild } from '../../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { projectRoot } from '../../machine/project-root.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { en } from '../../words/en.ts';
import { PHASES, SHOPPERS_A_VU, TURNS, VUS } from '../../workshop/testing/counting.ts';
import { readPromises } from '../audit/read-promises.ts';
import { consoleArgs } from '../console/console-line.ts';
import { startLive } from '../live/live.ts';
import type { PrometheusAccess } from './access.ts';
import { connectPrometheus } from './query.ts';
import { type Counters, readCounters } from './read-counters.ts';
import { REMOTE_WRITE_OUTPUT, remoteWriteEnv } from './remote-write.ts';
import type { RunSpan } from './run-span.ts';
import { startPrometheus } from './start.ts';
import { breakerStates } from './watched-breakers.ts';

const SCRIPT = join(projectRoot(), 'scripts', 'workshop', 'testing', 'programs', 'counting.k6.ts');
const GENERATORS = ['1', '2'] as const;
/** Turns of one phase, over all VUs and generators. */
const TURNS_A_PHASE = TURNS * VUS * GENERATORS.length;
const RUN_ID = 'counting';

class Screen extends Writable {
  readonly isTTY = true;
  readonly columns = 90;
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += stripVTControlCharacters(chunk.toString());
    done();
  }
}

/** Two k6 processes that write to one Prometheus, each with a console file of its own, watched by the live screen. */
/** Nobody scrapes it: that its question is understood is what counts. */
const WITH_BREAKER = {
  breakers: { bank: { preset: 'resilience4j', metrics: { east: 'http://127.0.0.1:1/metrics' } } },
} as const;

describe('two generators and one Prometheus', () => {
  let folder: string;
  let keeper: Keeper;
  let prometheus: Child;
  let access: PrometheusAccess;
  let run: RunSpan;
  let counters: Counters;
  const screen = new Screen();
  const consoleFile = (generator: string) => join(folder, `console-${generator}.log`);

  beforeAll(async () => {
    const tools = await ensureTools({ progress: console.error });
    folder = temporaryFolder();
    keeper = await startKeeper();
    ({ child: prometheus, access } = await startPrometheus({
      start: (child) => startChild(keeper, child),
      command: tools.prometheus.path,
      folder: join(folder, 'prometheus'),
      logFile: join(folder, 'prometheus.log'),
      port: null,
      runId: RUN_ID,
      targets: [],
    }));

    const startedAtMs = Date.now();
    const watched = [{ indicator: 'late', step: null, targetShare: 0.99 }] as const;
    const counted = <Answer>(answer: Answer): Answer => answer;
    const phases = [...PHASES, 'continuation'];
    const span = { runId: RUN_ID, phases, orderSteps: ['order.create'], watched, counted, herds: [] };
    const live = startLive({
      prometheus: connectPrometheus(access),
      runId: RUN_ID,
      title: 'counting',
      timetable: [],
      drills: [],
      breakerStates: breakerStates(WITH_BREAKER, RUN_ID),
      words: en,
      zeroAtMs: startedAtMs,
      withinMs: 1200,
      orderSteps: span.orderSteps,
      couponStep: 'coupon.redeem',
      output: screen,
    });
    const generators = await Promise.all(
      GENERATORS.map((generator) => startGenerator(tools.k6.path, generator)),
    );
    for (const generator of generators) expect(await generator.exited).toEqual({ code: 0, signal: null });
    await live.stop();
    run = { ...span, startedAtMs, zeroAtMs: startedAtMs, endedAtMs: Date.now() };
    counters = await readCounters(connectPrometheus(access), run);
  });
  afterAll(async () => {
    await prometheus?.stop();
    await keeper?.close();
  });

  const startGenerator = (k6: string, generator: string): Promise<Child> =>
    startChild(keeper, {
      name: `k6 ${generator}`,
      command: k6,
      args: [
        'run',
        '--quiet',
        '--no-usage-report',
        '--summary-mode=disabled',
        '--no-thresholds',
        ...['--out', REMOTE_WRITE_OUTPUT],
        ...['--tag', `run_id=${RUN_ID}`],
        ...['--tag', `instance_id=${generator}`],
        ...['--env', `GENERATOR=${generator}`],
        ...consoleArgs(consoleFile(generator)),
        SCRIPT,
      ],
      env: remoteWriteEnv(access),
      logFile: join(folder, `k6-${generator}.log`),
    });

  it('every count is read exactly, phase by phase and over both generators', () => {
    expect(counters.missing).toBe(null);
    const byPhase = (phase: string) => ({
      intended: counters.intended.filter((each) => each.phase === phase),
      responses: counters.responses.filter((each) => each.phase === phase),
      unsent: counters.unsent.filter((each) => each.phase === phase),
      sessions: counters.sessions.filter((each) => each.phase === phase),
      cutOff: counters.cutOff.filter((each) => each.phase === phase),
      answers: counters.answers.filter((each) => each.phase === phase),
    });
    for (const phase of PHASES) {
      const home = { phase, step: 'home.view', region: 'east' };
      const order = { phase, step: 'order.create', region: 'south' };
      const found = byPhase(phase);
      expect(found.intended).toHaveLength(2);
      expect(found.intended).toContainEqual({ ...home, count: 3 * TURNS_A_PHASE });
      expect(found.intended).toContainEqual({ ...order, count: TURNS_A_PHASE });
      expect(found.responses).toHaveLength(3);
      expect(found.responses).toContainEqual({
        ...home,
        outcome: 'ok',
        within: 'true',
        count: 2 * TURNS_A_PHASE,
      });
      expect(found.responses).toContainEqual({
        ...home,
        outcome: 'failed',
        within: 'false',
        count: TURNS_A_PHASE,
      });
      expect(found.responses).toContainEqual({
        ...order,
        outcome: 'ok',
        within: 'true',
        count: TURNS_A_PHASE,
      });
      expect(found.unsent).toEqual([{ ...home, count: 0 }]);
      const visit = { ...home, population: 'browsers' };
      expect(found.sessions).toEqual([{ ...visit, cause: 'plan', count: TURNS_A_PHASE / 2 }]);
      expect(found.cutOff).toEqual([{ ...visit, count: TURNS_A_PHASE / 4 }]);
      expect(found.answers).toEqual([{ ...visit, outcome: 'ok', count: 3 * TURNS_A_PHASE }]);
    }
  });

  it('VUs and histograms add up, and a phase that never began has none', () => {
    const lag = [
      { leSeconds: 0.005, count: 3 * TURNS_A_PHASE },
      { leSeconds: null, count: 4 * TURNS_A_PHASE },
    ];
    const vus = VUS * GENERATORS.length;
    expect(counters.phases).toEqual([
      ...PHASES.map((phase) => ({
        phase,
        vusStarted: vus,
        vusFinished: vus,
        ownFailures: 0,
        sendLag: { generator: { buckets: lag }, slot: { buckets: [] } },
        tickLag: { buckets: [] },
      })),
      {
        phase: 'continuation',
        vusStarted: 0,
        vusFinished: 0,
        ownFailures: 0,
        sendLag: { generator: { buckets: [] }, slot: { buckets: [] } },
        tickLag: { buckets: [] },
      },
    ]);
  });

  it('a metric that nobody wrote is an empty list', () => {
    expect(counters.pendingSeconds).toEqual([]);
  });

  it('the seconds add up to the counts, across the phases', () => {
    const sum = (of: 'intended' | 'responses' | 'good' | 'ordersOk') =>
      counters.seconds.reduce((total, second) => total + second[of], 0);
    const turns = TURNS_A_PHASE * PHASES.length;
    expect([sum('intended'), sum('responses'), sum('good'), sum('ordersOk')]).toEqual([
      4 * turns,
      4 * turns,
      3 * turns,
      turns,
    ]);
    expect(counters.seconds.map(({ atSeconds }) => atSeconds)).toEqual(
      counters.seconds.map((_, second) => second),
    );
    expect(counters.seconds.every(({ good, responses }) => good <= responses)).toBe(true);
    // How many VUs are there at a reading is up to the machine; each of them holds five.
    const shoppers = counters.seconds.map((second) => second.shoppers);
    expect(Math.max(...shoppers)).toBeGreaterThan(0);
    expect(Math.max(...shoppers)).toBeLessThanOrEqual(SHOPPERS_A_VU * VUS * GENERATORS.length);
    expect(shoppers.filter((each) => each % SHOPPERS_A_VU !== 0)).toEqual([]);
    expect(counters.seconds.filter(({ intended }) => intended > 0).length).toBeGreaterThan(PHASES.length);
  });

  it('the sums over seconds have every answer in them, over the run and in each phase', () => {
    const ofPlace = (phase: string | null) =>
      counters.dispersion.find((each) => each.phase === phase && each.step === null);
    for (const phase of PHASES)
      expect(ofPlace(phase)).toMatchObject({ answers: 4 * TURNS_A_PHASE, bad: TURNS_A_PHASE });
    const turns = TURNS_A_PHASE * PHASES.length;
    expect(ofPlace(null)).toMatchObject({ answers: 4 * turns, bad: turns });
  });

  it('the live screen ends with the same totals', () => {
    const turns = TURNS_A_PHASE * PHASES.length;
    const last = (name: string) => screen.text.slice(screen.text.lastIndexOf(name)).split('\n')[0]!;
    // Behind some figures stands how they have gone.
    const ending = (total: string): RegExp => new RegExp(` ${total}( +[▁▂▃▄▅▆▇█ ]+)?$`);
    expect(last('requests offered')).toMatch(ending(`${4 * turns}`));
    expect(last('orders')).toMatch(ending(`${turns}`));
    expect(last('within 1.2 s')).toMatch(ending('75\\.00 %'));
    expect(screen.text).not.toContain('no data');
  });

  it('every order id that k6 wrote to its console files is there', async () => {
    const said = { runId: 'run', shops: { east: 'east' } };
    const promises = await readPromises(GENERATORS.map(consoleFile), said);
    const orders = [...promises.books.get('east')!.orders()];
    const book = promises.books.get('east')!;
    const acknowledged = orders.flatMap(([id, row]) => (book.has(row, 'order') ? [id] : []));
    const indeterminate = orders.flatMap(([id, row]) => (book.has(row, 'order') ? [] : [id]));
    const ids = GENERATORS.flatMap((generator) =>
      PHASES.flatMap((phase) =>
        Array.from(
          { length: VUS * TURNS },
          (_, i) => `${generator}-${phase}-${Math.floor(i / TURNS)}-${i % TURNS}`,
        ),
      ),
    );
    expect(acknowledged.sort()).toEqual(ids.sort());
    expect(indeterminate.sort()).toEqual(ids.filter((id) => id.endsWith('-0')).map((id) => `${id}?`));
    expect(promises.notes).toEqual([]);
  });

  it('a k6 that has ended leaves no series alive, and its counts are read all the same', async () => {
    const now = await connectPrometheus(access).instant('k6_carnival_intended_total', Date.now());
    expect(now).toEqual([]);
    expect(counters.intended.length).toBeGreaterThan(0);
  });

  it('are reported as missing once Prometheus is gone', async () => {
    await prometheus.stop();
    const gone = await readCounters(connectPrometheus(access), run);
    expect(gone.missing).toMatch(/Prometheus does not answer POST \S+: .*ECONNREFUSED/);
    expect(gone.intended).toEqual([]);
  });
});
