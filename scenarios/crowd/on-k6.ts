/** Runs crowds on stock k6. The plan's timetable gives the options; each VU runs a phase as one long iteration. */
import exec from 'k6/execution';
import { Counter, Gauge, Trend } from 'k6/metrics';
import type { Options, Scenario } from 'k6/options';
import type { PlannedRun, RunSettings } from '../campaigns/plan.ts';
import { COUNTER, type CounterName, EXACT_TREND, GAUGE, type GaugeName } from '../metrics.ts';
import { fixedHeaders, masker } from '../shop/secrets.ts';
import type { Shop, ShopOf, Step } from '../shop/shop.ts';
import type { AccountBook } from './account-ranges.ts';
import { accountsOnK6 } from './accounts-on-k6.ts';
import { type Admitted, admittedOnK6, clientCertificateOnK6 } from './admission-on-k6.ts';
import { AnswerWatch } from './answer-watch.ts';
import { connectOnK6 } from './connect-on-k6.ts';
import { Connections } from './connections.ts';
import { type ConsoleKind, consoleText } from './console-lines.ts';
import type { Meter } from './counters.ts';
import { createCrowd } from './crowd.ts';
import { withoutStrangers } from './identity.ts';
import type { Crowd } from './ports.ts';
import { RemarkBook } from './remarks.ts';
import { SECRETS_ON_K6 } from './secrets-on-k6.ts';
import { senderOnK6 } from './send-on-k6.ts';
import { lengthMs, type PhaseTime, timetable } from './timetable.ts';
import { VersionsOnK6 } from './versions-on-k6.ts';

const TICK_MS = 10;
const { now } = Date;
/** Wait before the last flush: k6 pushes the final counts only if they are newer than the last pushed sample. */
const LAST_WORDS_MS = 1200;
/** k6 takes its options from one init only, so all phases get the same tag. Returning shoppers keep their ids that way. */
const RUN_TAG = 'CARNIVAL_RUN_TAG';
/** Extra time beyond a phase's own: for k6's start, and for set-up on a slow machine. */
const PATIENCE_MS = 60_000;
/** For a shop with connections: k6 waits a minute for the answer to a handshake, and the command does not wait that long for k6. */
const PATIENCE_WITH_CONNECTIONS_MS = 10_000;

export interface Stage {
  readonly options: Options;
  /** The iteration that the VUs of every phase run. */
  readonly perform: () => Promise<void>;
}

/**
 * Call once, in the init context of an entry script.
 * @param only phases to run right now, with new ids, against the targets of the plan's run. Left out: all phases, as the plan's
 *   run and from its zero. Without a run: against the `carnival shop` of this checkout
 */
export function stage(planned: PlannedRun, shopOf: ShopOf, only?: readonly string[]): Stage {
  const plan = only === undefined ? planned : alone(planned, only);
  const run = only === undefined ? planned.run : undefined;
  const shop = shopOf(plan);
  const admitted = admittedOnK6(planned);
  const times = timetable(plan);
  const meter = k6Meter();
  const accounts = accountsOnK6(planned.run?.files?.accounts);
  const exactTrend = __ENV.CARNIVAL_EXACT_TREND ? new Trend(EXACT_TREND.responseTime, true) : null;
  const staged: Staged = { plan, run, admitted, times, shop, accounts };
  return {
    options: optionsFor(staged),
    perform: async () => {
      const time = times.find((each) => each.phase === exec.scenario.name);
      if (time === undefined) throw new Error(`no phase "${exec.scenario.name}" in plan ${plan.name}`);
      await perform(staged, time, meter, exactTrend);
    },
  };
}

/** A phase on its own begins at once. Populations that return from other phases are dropped: they were never there. */
function alone(plan: PlannedRun, only: readonly string[]): PlannedRun {
  const phases = plan.phases
    .filter((phase) => only.includes(phase.name))
    .map((phase) => ({ ...phase, begins: { after: 'previous' } as const }));
  const drills = plan.drills?.filter(({ at }) => only.includes(at.phase)) ?? [];
  return { ...plan, phases: withoutStrangers(phases), drills };
}

interface Staged {
  readonly plan: PlannedRun;
  /** Whose zero counts; undefined when phases run right now. */
  readonly run: RunSettings | undefined;
  readonly admitted: Admitted;
  readonly times: readonly PhaseTime[];
  readonly shop: Shop;
  readonly accounts: AccountBook | null;
}

function optionsFor({ plan, run, admitted, times, shop }: Staged): Options {
  const patienceMs = shop.steps.some(stays) ? PATIENCE_WITH_CONNECTIONS_MS : PATIENCE_MS;
  const untilZeroMs = run === undefined ? 0 : run.zeroAtMs - Date.now();
  const runTag = run?.id ?? `k6-${Date.now()}`;
  const scenarios: Record<string, Scenario> = {};
  for (const time of times) {
    const longestMs =
      time.setupMs + (time.endMs - time.startMs) + plan.generator.drainMs + plan.generator.requestTimeoutMs;
    scenarios[time.phase] = {
      executor: 'per-vu-iterations',
      vus: plan.generator.vus,
      iterations: 1,
      startTime: `${Math.max(0, Math.round(untilZeroMs + time.startMs - time.setupMs))}ms`,
      maxDuration: `${longestMs + patienceMs}ms`,
      gracefulStop: '0s',
      env: { [RUN_TAG]: runTag },
    };
  }
  return {
    scenarios,
    hosts: admitted.hosts,
    ...clientCertificateOnK6(plan.run),
    discardResponseBodies: true,
    // k6 also uses batchPerHost as the number of idle connections per host, and batch as their total.
    batch: plan.generator.inFlightMax * 2,
    batchPerHost: plan.generator.inFlightMax,
    // By phase only: the crowd counts its steps itself, and each further tag of a request costs CPU.
    systemTags: ['scenario'],
    maxRedirects: 0,
    setupTimeout: `${lengthMs(times) + PATIENCE_MS}ms`,
  } as Options;
}

async function perform(
  { plan, run, admitted, shop, accounts }: Staged,
  time: PhaseTime,
  meter: Meter,
  exact: Trend | null,
): Promise<void> {
  const phase = plan.phases.find((each) => each.name === time.phase)!;
  const vu = String(exec.scenario.iterationInTest);
  const runTag = __ENV[RUN_TAG]!;
  // In a run, the phase begins at the time in the plan. On its own, it begins when its set-up time is over.
  const zeroMs = run === undefined ? exec.scenario.startTime + time.setupMs : run.zeroAtMs + time.startMs;
  const masked = masker(shop, SECRETS_ON_K6);
  const remarks = new RemarkBook(masked);
  const trouble: Trouble = { first: null };
  const watch = AnswerWatch.of(plan, meter);
  const nowMs = (): number => now() - zeroMs;
  const answered: Crowd['answered'] = (slot, status, mark, reading) =>
    crowd.answered(slot, status, mark, reading);
  const onError = (error: unknown): void => {
    trouble.first ??= error;
  };
  /** Without a run, nobody reads it. */
  const say = (kind: ConsoleKind, said: object): void => {
    if (run !== undefined) console.log(consoleText(kind, { phase: phase.name, vu, ...said }));
  };
  const { requestTimeoutMs: timeoutMs } = plan.generator;
  const connections = shop.steps.some(stays)
    ? new Connections({
        ...{ timeoutMs, nowMs, answered },
        staySeconds: shop.steps.map(({ staySeconds }) => staySeconds),
        endMs: time.endMs - time.startMs,
      })
    : null;

  const versions = plan.gray === undefined ? null : new VersionsOnK6(plan.gray);
  const sender = senderOnK6({
    targets: plan.regions.map((region) => admitted.targets[region.name]!),
    timeoutMs,
    runTag,
    shop,
    hosts: run?.namedHosts ?? {},
    fixedHeaders: fixedHeaders(shop, SECRETS_ON_K6),
    masked,
    traceShare: plan.traceShare ?? 0,
    remarks,
    saw: versions === null ? null : (slot, response) => versions.saw(slot, response),
    answered,
    onError,
    connect: connections === null ? null : connectOnK6(connections, timeoutMs, onError),
  });
  const crowd: Crowd = createCrowd(
    {
      plan,
      phase,
      shop,
      share: { index: exec.scenario.iterationInTest, of: plan.generator.vus },
      vu,
      runTag,
      ...(accounts === null ? {} : { accounts }),
    },
    {
      meter: watch ?? meter,
      nowMs,
      send: sender.send,
      ...(sender.ended === undefined ? {} : { ended: sender.ended }),
      ...(versions === null ? {} : { versionIn: (slot: number) => versions.take(slot) }),
      // Without a run, nobody looks them up.
      promises: run === undefined ? null : (regions) => say('promises', { regions }),
      remarks,
      remarked: (said) => say('remarks', said),
      ...(connections === null ? {} : { connections }),
      ...(exact === null ? {} : { sample: (responseMs: number) => exact.add(responseMs) }),
    },
  );
  crowd.start();
  await sleep(Math.max(0, zeroMs - Date.now()));
  await untilFinished({
    ...{ crowd, connections, zeroMs, trouble },
    ticked: (atMs) => {
      const answers = watch?.take() ?? null;
      if (answers !== null) say('answers', { atMs, answers });
    },
  });
  crowd.flush();
  await sleep(LAST_WORDS_MS);
  crowd.flush();
}

/** The first error of our own code, wherever it was caught. */
interface Trouble {
  first: unknown;
}

interface Beating {
  readonly crowd: Crowd;
  readonly connections: Connections | null;
  readonly zeroMs: number;
  readonly trouble: Trouble;
  /** Called after each tick. */
  readonly ticked: (atMs: number) => void;
}

/** Lets the crowd tick until nothing of it is left. Rejects when our own code is in trouble. */
function untilFinished({ crowd, connections, zeroMs, trouble, ticked }: Beating): Promise<void> {
  return new Promise((resolve, reject) => {
    let meantAtMs = now();
    const beat = (): void => {
      const atMs = now();
      try {
        connections?.tick(atMs - zeroMs);
        crowd.tick(atMs - zeroMs, atMs - meantAtMs);
        ticked(atMs);
      } catch (error) {
        trouble.first ??= error;
      }
      if (trouble.first !== null) reject(trouble.first);
      else if (crowd.finished && (connections === null || connections.open === 0)) resolve();
      else {
        meantAtMs = now() + TICK_MS;
        setTimeout(beat, TICK_MS);
      }
    };
    beat();
  });
}

const stays = ({ staySeconds }: Step): boolean => staySeconds !== null;

function k6Meter(): Meter {
  const counters = new Map<CounterName, Counter>(
    Object.values(COUNTER).map((name) => [name, new Counter(name)]),
  );
  const gauges = new Map<GaugeName, Gauge>(Object.values(GAUGE).map((name) => [name, new Gauge(name)]));
  return {
    add: (name, value, labels) => {
      counters.get(name)!.add(value, labels as Record<string, string>);
    },
    set: (name, value, labels) => {
      gauges.get(name)!.add(value, labels as Record<string, string>);
    },
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
