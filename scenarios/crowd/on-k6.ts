/** Puts crowds on stock k6: options from the plan's timetable, and a phase as one long iteration a VU. */
import exec from 'k6/execution';
import http, { type Params } from 'k6/http';
import { Counter, Gauge, Trend } from 'k6/metrics';
import type { Options, Scenario } from 'k6/options';
import { BEHAVIOURS } from '../behaviours/index.ts';
import type { PlannedRun, RunSettings } from '../campaigns/plan.ts';
import { COUNTER, type CounterName, EXACT_TREND, GAUGE, type GaugeName } from '../metrics.ts';
import { mockShop } from '../storefront/mock-shop.ts';
import type { StepRequest, Visit } from '../storefront/storefront.ts';
import type { Meter } from './counters.ts';
import { Crowd, type CrowdPorts } from './crowd.ts';
import { withoutStrangers } from './identity.ts';
import { isOwnError, isOwnRejection } from './own-failure.ts';
import { lengthMs, type PhaseTime, timetable } from './timetable.ts';

/** Where `carnival shop` listens when it is run alone: one process a region, in the plan's order. */
const SHOP_PORT_FIRST = 7101;
const TICK_MS = 10;
const { now } = Date;
const { asyncRequest, CookieJar } = http;
/** The last counts need a sample newer than the last one pushed, or they stay behind. */
const LAST_WORDS_MS = 1200;
/** Options are k6's from one init alone, so all phases get the same tag: who comes back in a later one is known by it. */
const RUN_TAG = 'CARNIVAL_RUN_TAG';
/** On top of a phase's own time: k6's start, and a slow machine's set-up. */
const PATIENCE_MS = 60_000;

export interface Stage {
  readonly options: Options;
  /** The iteration of every phase's VUs. */
  readonly perform: () => Promise<void>;
}

/**
 * To be called once in the init context of an entry.
 * @param only the phases to perform, now and under ids of their own, at the targets of the plan's run; all of the plan's, as its run
 *   and from its zero, when left out
 */
export function stage(planned: PlannedRun, only?: readonly string[]): Stage {
  const plan = only === undefined ? planned : alone(planned, only);
  const run = only === undefined ? planned.run : undefined;
  const times = timetable(plan);
  const meter = k6Meter();
  const exactTrend = __ENV.CARNIVAL_EXACT_TREND ? new Trend(EXACT_TREND.responseTime, true) : null;
  return {
    options: optionsFor(plan, run, times),
    perform: async () => {
      const time = times.find((each) => each.phase === exec.scenario.name);
      if (time === undefined) throw new Error(`no phase "${exec.scenario.name}" in plan ${plan.name}`);
      await perform(plan, run, time, meter, exactTrend);
    },
  };
}

/** A phase by itself begins at once, whatever it began with in the whole plan; who was to come back was never there. */
function alone(plan: PlannedRun, only: readonly string[]): PlannedRun {
  const phases = plan.phases
    .filter((phase) => only.includes(phase.name))
    .map((phase) => ({ ...phase, begins: { after: 'previous' } as const }));
  return { ...plan, phases: withoutStrangers(phases) };
}

function optionsFor(plan: PlannedRun, run: RunSettings | undefined, times: readonly PhaseTime[]): Options {
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
      maxDuration: `${longestMs + PATIENCE_MS}ms`,
      gracefulStop: '0s',
      env: { [RUN_TAG]: runTag },
    };
  }
  return {
    scenarios,
    hosts: plan.run?.hosts ?? {},
    discardResponseBodies: true,
    // batchPerHost is also the number of idle connections kept per host, and batch the total.
    batch: plan.generator.inFlightMax * 2,
    batchPerHost: plan.generator.inFlightMax,
    systemTags: ['scenario', 'name'],
    maxRedirects: 0,
    setupTimeout: `${lengthMs(times) + PATIENCE_MS}ms`,
  } as Options;
}

async function perform(
  plan: PlannedRun,
  run: RunSettings | undefined,
  time: PhaseTime,
  meter: Meter,
  exact: Trend | null,
): Promise<void> {
  const phase = plan.phases.find((each) => each.name === time.phase)!;
  const storefront = mockShop(plan.shop.products);
  const vu = String(exec.scenario.iterationInTest);
  const runTag = __ENV[RUN_TAG]!;
  // The phase begins at the time written in the plan; alone, as long after the scenario as its set-up takes.
  const zeroMs = run === undefined ? exec.scenario.startTime + time.setupMs : run.zeroAtMs + time.startMs;
  let broken: unknown = null;

  const crowd = new Crowd(
    {
      plan,
      phase,
      storefront,
      behaviours: BEHAVIOURS,
      share: { index: exec.scenario.iterationInTest, of: plan.generator.vus },
      vu,
      runTag,
    },
    {
      meter,
      nowMs: () => now() - zeroMs,
      send: sender(
        plan,
        storefront.steps.map((step) => step.name),
        runTag,
        (error) => {
          broken ??= error;
        },
      ),
      orders: (regions) => {
        // Without a run nobody will look the orders up.
        if (run !== undefined)
          console.log(JSON.stringify({ carnival: 'orders', phase: phase.name, vu, regions }));
      },
      ...(exact === null ? {} : { sample: (responseMs: number) => exact.add(responseMs) }),
    },
  );
  crowd.start();
  await sleep(Math.max(0, zeroMs - Date.now()));
  await new Promise<void>((resolve, reject) => {
    let meantAtMs = now();
    const beat = (): void => {
      const nowMs = now();
      try {
        crowd.tick(nowMs - zeroMs, nowMs - meantAtMs);
      } catch (error) {
        broken ??= error;
      }
      if (broken !== null) reject(broken);
      else if (crowd.finished) resolve();
      else {
        meantAtMs = now() + TICK_MS;
        setTimeout(beat, TICK_MS);
      }
    };
    beat();
  });
  crowd.flush();
  await sleep(LAST_WORDS_MS);
  crowd.flush();
}

/**
 * Sends a step's request with k6. Shared parameters are built once; only writes need headers of their own: keys, and where they
 * come from, which only risk control asks for, and it looks at writes alone. Each request has a cookie jar of its own: one for all
 * would make one session of a VU's shoppers.
 */
function sender(
  plan: PlannedRun,
  steps: readonly string[],
  runTag: string,
  onError: (error: unknown) => void,
): CrowdPorts['send'] {
  const targets = plan.regions.map(
    (region, i) => plan.run?.targets[region.name] ?? `http://127.0.0.1:${SHOP_PORT_FIRST + i}`,
  );
  const timeout = plan.generator.requestTimeoutMs;
  const shared = steps.map(
    (name): Params => ({
      tags: { name },
      timeout,
      headers: { 'X-Carnival-Run': runTag },
    }),
  );
  let isTold = false;
  const tell = (isOwn: boolean, reason: string): boolean => {
    if (isOwn && !isTold) console.error(`the generator itself failed to send a request: ${reason}`);
    isTold ||= isOwn;
    return isOwn;
  };
  const paramsOf = (step: number, request: StepRequest, visit: Visit): Params =>
    request.key === null
      ? shared[step]!
      : {
          tags: shared[step]!.tags!,
          timeout,
          redirects: 0,
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': request.key,
            'X-Carnival-Run': runTag,
            'X-Forwarded-For': visit.address,
            'X-Device-Id': visit.device,
          },
        };
  return (step, region, request, visit, answered) => {
    const url = targets[region]! + request.path;
    const params = paramsOf(step, request, visit);
    // Read before the call returns, so that shared parameters may get the next one.
    params.jar = new CookieJar();
    asyncRequest(request.method, url, request.body, params).then(
      (response) => {
        const { status } = response;
        try {
          answered(status, status === 0 && tell(isOwnError(response.error), response.error));
        } catch (error) {
          onError(error);
        }
      },
      (thrown: unknown) => {
        const reason = String(thrown);
        try {
          answered(0, tell(isOwnRejection(reason), reason));
        } catch (error) {
          onError(error);
        }
      },
    );
  };
}

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
