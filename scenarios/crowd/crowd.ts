/**
 * One VU's share of a phase's crowd. A state machine without clock, promises or network: its driver calls `tick` with the
 * time, sends what `ports.send` asks for, and hands back each response. In a run the driver is k6 (`on-k6.ts`); in the
 * forecast and in tests it is a virtual clock (`virtual-world.ts`).
 *
 * Times inside are milliseconds from the phase's start. Conservation holds at every moment:
 * intended = ok + refused + failed + degraded + stopped + unsent + pending, and pending is 0 once it has finished.
 */
import type { Phase, Plan } from '../campaigns/plan.ts';
import { EVERY_OUTCOME, GAUGE, GUARDED_ANSWERS, type LagCause, WITHIN } from '../metrics.ts';
import type { Step, StepRequest, Storefront, Visit } from '../storefront/storefront.ts';
import { Attendance } from './attendance.ts';
import type { Behaviour } from './behaviour.ts';
import { castOf, type Member } from './cast.ts';
import type { Meter } from './counters.ts';
import { PhaseCounts } from './phase-counts.ts';
import { LATER, PromiseList, type Promises, UNSURE } from './promises.ts';
import { RowQueue } from './queue.ts';
import { type Rows, SESSION } from './rows.ts';
import { type Share, sizeOf } from './share.ts';
import { statusesOf } from './statuses.ts';
import { realMs } from './timetable.ts';
import { cumulated, RowVisit, regionOf } from './visit.ts';

export interface CrowdPorts {
  /**
   * Sends the request of `visit`, an object that is reused after the call. Must call `answered` once, with the status or 0, and
   * with how the answer is marked, if it is.
   */
  readonly send: (
    step: number,
    region: number,
    request: StepRequest,
    visit: Visit,
    answered: (status: number, mark?: AnswerMark) => void,
  ) => void;
  /** Milliseconds from the phase's start. */
  readonly nowMs: () => number;
  readonly meter: Meter;
  /** Receives what was promised since the last call, by region. Called at most once a flush, and only if there is any. */
  readonly promises: (byRegion: Readonly<Record<string, Promises>>) => void;
  /** Receives every response time, for tests that need exact quantiles. */
  readonly sample?: (responseMs: number) => void;
  /** Receives every intended step, for tests of determinism. */
  readonly trace?: (population: string, shopper: number, generation: number, step: string) => void;
}
/** `own`: the request failed inside the generator. `degraded`: the target said that it kept its promise in part, or for later. */
export type AnswerMark = 'own' | 'degraded';

export interface CrowdSettings {
  readonly plan: Plan;
  readonly phase: Phase;
  readonly share: Share;
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  readonly storefront: Storefront;
  /** The VU's label in gauges. */
  readonly vu: string;
  /** Prefix of every id, so that two runs against one target never share ids. */
  readonly runTag: string;
}

/** How often counts go to the meter. */
const FLUSH_EVERY_MS = 1000;
/** The wheel empties whole slots, so the last one is emptied shortly after the phase's end. */
const LAST_SLOT_MS = 10;
const OK = EVERY_OUTCOME.indexOf('ok');
const FAILED = EVERY_OUTCOME.indexOf('failed');
const DEGRADED = EVERY_OUTCOME.indexOf('degraded');
const LATE = WITHIN.indexOf('false');
const IN_TIME = WITHIN.indexOf('true');
const OWN = WITHIN.indexOf('own');
const STOPPED = GUARDED_ANSWERS.indexOf('stopped');
/** Looked up once for speed: see draws.ts. */
const { fresh: SESSION_FRESH, begun: SESSION_BEGUN, stopped: SESSION_STOPPED } = SESSION;

export class Crowd {
  private readonly vu: string;
  private readonly ports: CrowdPorts;
  private readonly trace: CrowdPorts['trace'];
  private readonly sample: CrowdPorts['sample'];
  private readonly cast: readonly Member[];
  private readonly counts: PhaseCounts;
  private readonly attendance: Attendance;
  private readonly rows: Rows;
  private readonly steps: readonly Step[];
  private readonly regionNames: readonly string[];
  private readonly regionShares: readonly number[];
  private readonly waiting = new RowQueue();
  /** Requests in flight or waiting for a slot, by population. */
  private readonly pending: Int32Array;
  /** Integrals of pending requests and of present shoppers since the last flush, ms. `pendingMs` is exact between ticks too. */
  private readonly pendingMs: Float64Array;
  private readonly presentMs: Float64Array;
  /** See `statuses.ts`. */
  private readonly outcomeOf: readonly number[];
  private readonly botOutcomeOf: readonly number[];
  private readonly guardedAnswerOf: readonly number[];
  private readonly inFlightMax: number;
  private readonly withinMs: number;
  private readonly endMs: number;
  private readonly drainMs: number;
  private readonly visit: RowVisit;
  private readonly promises = new PromiseList();
  private inFlight = 0;
  private lastMs = 0;
  private flushAtMs = 0;
  private done = false;

  constructor(settings: CrowdSettings, ports: CrowdPorts) {
    const { plan, phase, share, storefront } = settings;
    this.ports = ports;
    this.trace = ports.trace;
    this.sample = ports.sample;
    this.vu = settings.vu;
    this.steps = storefront.steps;
    this.endMs = realMs(plan, phase.calendarMinutes);
    this.drainMs = plan.generator.drainMs;
    this.withinMs = plan.withinMs;
    // The shares add up to the plan's bound. A VU with a share of 0 could never send, so it gets 1.
    this.inFlightMax = Math.max(1, sizeOf(share, plan.generator.inFlightMax));
    this.regionNames = plan.regions.map((region) => region.name);
    this.regionShares = cumulated(plan.regions.map((region) => region.share));
    ({
      outcomeOf: this.outcomeOf,
      botOutcomeOf: this.botOutcomeOf,
      guardedAnswerOf: this.guardedAnswerOf,
    } = statusesOf(storefront));
    this.cast = castOf(plan, phase, settings.behaviours, storefront);
    this.pending = new Int32Array(this.cast.length);
    this.pendingMs = new Float64Array(this.cast.length);
    this.presentMs = new Float64Array(this.cast.length);
    const stepNames = storefront.steps.map((step) => step.name);
    this.counts = new PhaseCounts(this.cast, stepNames, this.regionNames, settings.vu);
    this.visit = new RowVisit(settings.runTag, this.cast);
    this.attendance = new Attendance(this.cast, share, this.endMs, (row) => this.intend(row));
    this.rows = this.attendance.rows;
  }

  /** True once the phase is over and each of its requests has ended or was counted as unsent. */
  get finished(): boolean {
    return this.done;
  }

  /** Call once, before the first tick. Writes a zero for every series. */
  start(): void {
    this.counts.started();
    this.flush();
  }

  /**
   * Advances the crowd to `nowMs`. Call it every few milliseconds until `finished`.
   * @param lateMs how late this tick came
   */
  tick(nowMs: number, lateMs: number): void {
    if (this.done) return;
    if (nowMs < this.endMs) this.counts.ticked(lateMs);
    this.passTo(nowMs < this.endMs ? nowMs : this.endMs);
    this.attendance.advance(nowMs);
    if (nowMs >= this.endMs) this.drain(nowMs - this.endMs);
    if (nowMs >= this.flushAtMs) {
      this.flush();
      this.flushAtMs = nowMs + FLUSH_EVERY_MS;
    }
  }

  /** Writes the counts since the last flush. */
  flush(): void {
    const { vu, ports } = this;
    for (const { index } of this.cast) {
      this.counts.passed(index, this.presentMs[index]!, this.pendingMs[index]!);
      this.presentMs[index] = 0;
      this.pendingMs[index] = 0;
    }
    this.counts.counters.flush(ports.meter);
    for (const { index, population } of this.cast)
      ports.meter.set(GAUGE.shoppers, this.done ? 0 : this.attendance.present[index]!, {
        vu,
        population: population.name,
      });
    ports.meter.set(GAUGE.inFlight, this.inFlight, { vu });
    ports.meter.set(GAUGE.waiting, this.waiting.length, { vu });
    const promised = this.promises.take();
    if (promised !== null) ports.promises(promised);
  }

  private intend(row: number): void {
    const { rows, counts, trace } = this;
    const population = rows.population[row]!;
    const member = this.cast[population]!;
    const node = rows.node[row]!;
    const shopper = rows.shopper[row]!;
    const step = member.stepOf[node]!;
    const region = regionOf(member, shopper, this.regionShares);
    rows.n[row]!++;
    this.pending[population]!++;
    this.pendingMs[population]! += this.lastMs - this.attendance.due(row);
    counts.intended(step, region, population);
    if (rows.session[row] === SESSION_FRESH) counts.sessionBegan(population, node, region);
    if (trace !== undefined)
      trace(member.population.name, shopper, rows.generation[row]!, member.graph.steps[node]!);
    if (this.inFlight < this.inFlightMax) this.send(row, member, step, region, 'generator');
    else this.waiting.push(row);
  }

  private send(row: number, member: Member, step: number, region: number, cause: LagCause): void {
    const { rows, ports } = this;
    const sentMs = ports.nowMs();
    this.inFlight++;
    const lagMs = sentMs - this.attendance.due(row);
    this.counts.sent(lagMs, cause);
    if (rows.session[row] === SESSION_FRESH) {
      rows.session[row] = SESSION_BEGUN;
      this.counts.firstSent(member.index);
    }
    const firstTry = rows.n[row]! - rows.tries[row]!;
    const visit = this.visit.at(member, rows.shopper[row]!, rows.generation[row]!, firstTry);
    ports.send(step, region, this.steps[step]!.request(visit), visit, (status, mark) => {
      if (mark === 'own') this.counts.failedItself();
      this.answered(row, member, step, region, sentMs, cause === 'generator' ? lagMs : 0, status, mark);
    });
  }

  private answered(
    row: number,
    member: Member,
    step: number,
    region: number,
    sentMs: number,
    ownLagMs: number,
    status: number,
    mark: AnswerMark | undefined,
  ): void {
    const nowMs = this.ports.nowMs();
    const responseMs = nowMs - this.attendance.due(row);
    const asked = this.steps[step]!;
    const byStatus = (member.isBot ? this.botOutcomeOf : this.outcomeOf)[status]!;
    const outcome = mark === 'degraded' && byStatus === OK ? DEGRADED : byStatus;
    let within = IN_TIME;
    if (mark === 'own') within = OWN;
    else if (responseMs > this.withinMs) within = responseMs - ownLagMs > this.withinMs ? LATE : OWN;
    this.inFlight--;
    this.pending[member.index]!--;
    const untilMs = nowMs < this.endMs ? nowMs : this.endMs;
    if (untilMs > this.lastMs) this.pendingMs[member.index]! += untilMs - this.lastMs;
    this.counts.answered(step, region, outcome, within, responseMs, nowMs - sentMs);
    this.counts.answeredTo(member.index, this.rows.node[row]!, outcome);
    if (this.sample !== undefined) this.sample(responseMs);
    if (asked.guarded) this.noteGuard(row, member, this.guardedAnswerOf[status]!);
    if (asked.promises !== null) this.notePromise(row, member, region, asked, outcome);
    this.attendance.goOn(row, outcome, nowMs);
    if (this.waiting.length > 0) this.sendNextWaiting();
  }

  private sendNextWaiting(): void {
    const row = this.waiting.shift();
    const member = this.cast[this.rows.population[row]!]!;
    const region = regionOf(member, this.rows.shopper[row]!, this.regionShares);
    this.send(row, member, member.stepOf[this.rows.node[row]!]!, region, 'slot');
  }

  private noteGuard(row: number, member: Member, answer: number): void {
    const { session } = this.rows;
    this.counts.guarded(member.index, answer);
    if (answer !== STOPPED || session[row] === SESSION_STOPPED) return;
    session[row] = SESSION_STOPPED;
    this.counts.sessionStopped(member.index);
  }

  private notePromise(row: number, member: Member, region: number, step: Step, outcome: number): void {
    if (outcome !== OK && outcome !== FAILED && outcome !== DEGRADED) return;
    const { rows, promises } = this;
    const name = this.regionNames[region]!;
    const promised = step.promised(
      this.visit.at(member, rows.shopper[row]!, rows.generation[row]!, rows.n[row]!),
    );
    const kind = step.promises!;
    if (outcome === FAILED) promises.add(name, UNSURE, `${kind} ${promised}`);
    else promises.add(name, kind, outcome === OK ? promised : promised + LATER);
  }

  private passTo(nowMs: number): void {
    const ms = nowMs - this.lastMs;
    if (ms <= 0) return;
    const { pending, pendingMs, presentMs } = this;
    const { present } = this.attendance;
    for (let i = 0; i < this.cast.length; i++) {
      pendingMs[i]! += pending[i]! * ms;
      presentMs[i]! += present[i]! * ms;
    }
    this.lastMs = nowMs;
  }

  /**
   * Ends when nothing is pending. When the drain's time is up, requests that still wait for a slot count as unsent. Requests in
   * flight end by their own time-out, which k6 enforces.
   */
  private drain(overdueMs: number): void {
    if (overdueMs >= this.drainMs) this.giveUpWaiting();
    if (overdueMs < LAST_SLOT_MS || this.inFlight > 0 || this.waiting.length > 0) return;
    this.done = true;
    this.counts.finished();
  }

  private giveUpWaiting(): void {
    while (this.waiting.length > 0) {
      const row = this.waiting.shift();
      const member = this.cast[this.rows.population[row]!]!;
      const region = regionOf(member, this.rows.shopper[row]!, this.regionShares);
      this.counts.unsent(member.stepOf[this.rows.node[row]!]!, region);
      this.pending[member.index]!--;
    }
  }
}
