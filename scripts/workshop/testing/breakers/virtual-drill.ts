/**
 * A drill on a virtual clock: calls come as a Poisson process, a fault makes a share of them fail, and a breaker's metrics are read each
 * 250 ms, from scrapes of different instants. What it gives is what a run gives: evidence for the clauses.
 */
import type { PlannedDrill } from '../../../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../../../scenarios/crowd/drill-times.ts';
import type { BreakerSettings, OpensWhen } from '../../../../scenarios/drills/breaker.ts';
import type { DrillFault } from '../../../../scenarios/drills/drill.ts';
import { TIME_BUCKETS_MS } from '../../../../scenarios/metrics.ts';
import { READING_MS } from '../../../breakers/readings.ts';
import type { BreakerReadings, Bystanders, DrillSeen, DrillTimes } from '../../../evidence/drills-seen.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import type { SecondOfRun } from '../../../evidence/observations.ts';
import { type Draws, drawsOf } from '../seeded-draws.ts';
import { PLAN } from '../small-plan.ts';
import { rehearsal } from '../small-rehearsal.ts';
import { type Pass, VirtualBreaker, type VirtualSettings, type Wrong } from './virtual-breaker.ts';

export interface VirtualDrill {
  readonly seed: number;
  readonly callsPerSecond: number;
  readonly opens: OpensWhen;
  readonly openMs: number;
  readonly probesMax: number;
  readonly timeoutMs: number;
  readonly fault: 'error' | 'hang';
  readonly failingShare: number;
  readonly beforeSeconds: number;
  readonly faultSeconds: number;
  readonly recoverySeconds: number;
  /** How far from the truth the fault is said to be set and lifted, at most. */
  readonly unsureMs: number;
  /** The share of readings that are missing. */
  readonly missingShare: number;
  /** Whether arrivals are counted elsewhere, and scraped at other instants. */
  readonly atBoundary: boolean;
  readonly countsBegun: boolean;
  readonly hasTimer: boolean;
  readonly wrong: Wrong | 'slow-fallback' | 'leaks-into-another-region' | 'retries-for-ever' | null;
}

/** What its calls take when all is well: 5 to 60 ms. And what the rest of the step takes. */
const CALL_MS = { from: 5, to: 60 };
const STEP_MS = { from: 4, to: 12 };
const SLOW_MS = 300;
/** Where readings are missing, every fifth is a scrape that was missed: the reading tells what the one before told. */
const MISSED_OF_MISSING = 5;

export function virtualDrill(drill: VirtualDrill): Evidence {
  const draws = drawsOf(drill.seed);
  const { beforeSeconds, faultSeconds, recoverySeconds, unsureMs, fault, failingShare } = drill;
  const unsure = (): number => draws.uniform() * unsureMs;
  const moment = (ms: number) => ({ afterMs: ms - unsure(), byMs: ms + unsure() });
  const planned: PlannedDrill = {
    name: 'bank-down',
    at: { phase: 'burst', minute: beforeSeconds },
    for: { seconds: faultSeconds, recoverySeconds },
    where: { dependency: 'bank', steps: ['order.pay'], regions: ['east'] },
    fault: plannedFault(fault, failingShare),
    expect: [],
  };
  const plan = {
    ...PLAN,
    phases: [{ ...PLAN.phases[1]!, calendarMinutes: beforeSeconds + faultSeconds + recoverySeconds }],
    drills: [planned],
    breakers: { bank: settingsOf(drill) },
  };
  const time = drillTimes(plan)[0]!;
  const { beginMs: setMs, endMs: liftedMs, recoveredMs: endMs } = time;
  const { breakers, times } = runCalls(drill, setMs, liftedMs, endMs + 1000, draws);
  const seen: DrillSeen = {
    drill: planned.name,
    set: moment(setMs),
    lifted: moment(liftedMs),
    missing: null,
    breakers: [
      breakers,
      quietBreaker(breakers, drill.wrong === 'leaks-into-another-region' ? setMs + 2000 : null),
    ],
    times,
    bystanders: [bystander(drill, setMs, liftedMs, endMs, draws)],
  };
  const evidence = rehearsal({ plan });
  const whole = { ...evidence.observations, seconds: secondsOf(drill, setMs, liftedMs, endMs, draws) };
  return {
    ...evidence,
    observations: whole,
    drill: { planned, time, seen, whole },
  };
}

const settingsOf = ({ opens, openMs, probesMax, timeoutMs }: VirtualDrill): BreakerSettings => ({
  preset: 'opossum',
  opens,
  openMs,
  probesMax,
  timeoutMs,
});

const plannedFault = (kind: 'error' | 'hang', share: number): DrillFault => ({
  kind: 'boundary',
  faults: [kind === 'error' ? { kind, status: 503, share } : { kind, share }],
});

interface Answer {
  readonly atMs: number;
  readonly pass: Pass;
  readonly hasFailed: boolean;
}

function runCalls(drill: VirtualDrill, setMs: number, liftedMs: number, endMs: number, draws: Draws) {
  const settings: VirtualSettings = {
    ...drill,
    bucketOffsetMs: draws.uniform() * 10_000,
    wrong: drill.wrong as Wrong | null,
  };
  const breaker = new VirtualBreaker(settings);
  const open: Answer[] = [];
  const scrapes = { breaker: draws.uniform() * READING_MS, arrivals: draws.uniform() * READING_MS };
  if (!drill.atBoundary) scrapes.arrivals = scrapes.breaker;
  const readings = new Readings();
  const times = { ok: histogram(), degraded: histogram() };
  let arrivals = 0;
  let [nextCallMs, nextReadingMs] = [gap(drill, draws), 0];
  let scraped = { state: breaker.stateAt(0), opened: 0, calls: 0, rejected: 0 };
  let scrapedArrivals = 0;
  let [nextBreakerScrape, nextArrivalsScrape] = [scrapes.breaker, scrapes.arrivals];
  for (;;) {
    const answerMs = open[0]?.atMs ?? Number.POSITIVE_INFINITY;
    const now = Math.min(answerMs, nextCallMs, nextReadingMs, nextBreakerScrape, nextArrivalsScrape);
    if (now > endMs) break;
    if (now === answerMs) {
      const answer = open.shift()!;
      breaker.answered(now, answer.pass, answer.hasFailed);
    } else if (now === nextBreakerScrape && draws.uniform() < drill.missingShare / MISSED_OF_MISSING) {
      nextBreakerScrape += READING_MS;
    } else if (now === nextBreakerScrape) {
      const state = breaker.stateAt(now);
      scraped = { state, opened: breaker.opened, calls: breaker.calls, rejected: breaker.rejected };
      nextBreakerScrape += READING_MS;
    } else if (now === nextArrivalsScrape) {
      scrapedArrivals = arrivals;
      nextArrivalsScrape += READING_MS;
    } else if (now === nextReadingMs) {
      if (draws.uniform() < drill.missingShare) readings.missing(now);
      else readings.add(now, scraped, scrapedArrivals);
      nextReadingMs += READING_MS;
    } else {
      nextCallMs += gap(drill, draws);
      const stepMs = between(STEP_MS, draws);
      const isInWindow = now >= setMs;
      const pass = breaker.call(now);
      if (pass === null) {
        times.degraded.add(stepMs + (drill.wrong === 'slow-fallback' ? SLOW_MS : 0), true);
        continue;
      }
      arrivals++;
      const isFaulty = now >= setMs && now < liftedMs && draws.uniform() < drill.failingShare;
      const callMs = isFaulty ? (drill.fault === 'hang' ? drill.timeoutMs : 1) : between(CALL_MS, draws);
      insert(open, { atMs: now + callMs, pass, hasFailed: isFaulty });
      times[isFaulty ? 'degraded' : 'ok'].add(stepMs + callMs, isInWindow);
    }
  }
  return { breakers: readings.of('bank', 'east'), times: timesOf(times) };
}

const gap = ({ callsPerSecond }: VirtualDrill, { uniform }: Draws): number =>
  (-Math.log(1 - uniform()) / callsPerSecond) * 1000;
const between = ({ from, to }: { readonly from: number; readonly to: number }, { uniform }: Draws): number =>
  from + (to - from) * uniform();

/** By time. Answers come nearly in order, so the place is found from the end. */
function insert(open: Answer[], answer: Answer): void {
  let at = open.length;
  while (at > 0 && open[at - 1]!.atMs > answer.atMs) at--;
  open.splice(at, 0, answer);
}

class Readings {
  private readonly atMs: number[] = [];
  private readonly rows: (readonly ['closed' | 'half-open' | 'open' | null, ...(number | null)[]])[] = [];

  add(
    ms: number,
    {
      state,
      opened,
      calls,
      rejected,
    }: { state: 'closed' | 'half-open' | 'open'; opened: number; calls: number; rejected: number },
    arrivals: number,
  ): void {
    this.atMs.push(ms);
    this.rows.push([state, opened, calls, rejected, arrivals]);
  }

  missing(ms: number): void {
    this.atMs.push(ms);
    this.rows.push([null, null, null, null, null]);
  }

  of(dependency: string, region: string): BreakerReadings {
    const count = (column: number) => this.rows.map((row) => (row[column] ?? null) as number | null);
    return {
      dependency,
      region,
      atMs: this.atMs,
      state: this.rows.map(([state]) => state),
      opened: count(1),
      calls: count(2),
      rejected: count(3),
      arrivals: count(4),
    };
  }
}

/** The same breaker in the other region, which never opens unless it is told when. */
const quietBreaker = (told: BreakerReadings, opensAtMs: number | null): BreakerReadings => ({
  ...told,
  region: 'south',
  state: told.atMs.map((atMs) => (opensAtMs !== null && atMs >= opensAtMs ? 'open' : 'closed')),
  opened: told.atMs.map((atMs) => (opensAtMs !== null && atMs >= opensAtMs ? 1 : 0)),
});

function histogram() {
  const empty = (): number[] => new Array<number>(TIME_BUCKETS_MS.length + 1).fill(0);
  const counts = { inside: empty(), outside: empty() };
  return {
    counts,
    add(ms: number, isInside: boolean): void {
      const bucket = TIME_BUCKETS_MS.findIndex((boundMs) => ms <= boundMs);
      counts[isInside ? 'inside' : 'outside'][bucket < 0 ? TIME_BUCKETS_MS.length : bucket]!++;
    },
  };
}

const timesOf = (
  times: Readonly<Record<'ok' | 'degraded', ReturnType<typeof histogram>>>,
): readonly DrillTimes[] =>
  (['ok', 'degraded'] as const).flatMap((outcome) =>
    (['inside', 'outside'] as const).map((where): DrillTimes => {
      let sum = 0;
      const buckets = times[outcome].counts[where].map((count, i) => {
        sum += count;
        const boundMs = TIME_BUCKETS_MS[i];
        return { leSeconds: boundMs === undefined ? null : boundMs / 1000, count: sum };
      });
      const drill = where === 'inside' ? { drill: 'bank-down' } : {};
      return { phase: 'burst', step: 'order.pay', region: 'east', outcome, ...drill, buckets };
    }),
  );

/** Another region: 200 answers a second, one in two hundred failed, whatever happens elsewhere. */
function bystander(
  drill: VirtualDrill,
  setMs: number,
  liftedMs: number,
  endMs: number,
  draws: Draws,
): Bystanders {
  const shares = TIME_BUCKETS_MS.map((boundMs) => Math.exp(-(Math.log(boundMs / 40) ** 2)));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const seconds = Array.from({ length: Math.floor(endMs / 1000) }, (_, atSeconds) => {
    const isStruck =
      drill.wrong === 'leaks-into-another-region' && atSeconds * 1000 >= setMs && atSeconds * 1000 < liftedMs;
    const times = [...shares.map((share) => draws.poisson((200 * share) / total)), 0];
    const ended = times.reduce((sum, count) => sum + count, 0);
    return { atSeconds, ended, failed: Math.min(ended, draws.poisson(isStruck ? 20 : 1)), times };
  });
  return { region: 'south', withoutSteps: null, seconds };
}

/** The whole run by the second: half of the answers are late while the fault is there, or for ever. */
function secondsOf(
  drill: VirtualDrill,
  setMs: number,
  liftedMs: number,
  endMs: number,
  draws: Draws,
): readonly SecondOfRun[] {
  const untilMs = drill.wrong === 'retries-for-ever' ? endMs : liftedMs;
  let carried = 0;
  return Array.from({ length: Math.floor(endMs / 1000) }, (_, atSeconds) => {
    const isBad = atSeconds * 1000 >= setMs && atSeconds * 1000 < untilMs;
    const intended = draws.poisson(300);
    const late = draws.binomial(intended, 0.1);
    const responses = intended + carried - late;
    carried = late;
    const good = draws.binomial(responses, isBad ? 0.5 : 0.999);
    return { atSeconds, intended, responses, good, ordersOk: 0, shoppers: 0 };
  });
}
