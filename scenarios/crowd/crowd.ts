/**
 * One VU's share of a phase's crowd. A state machine without clock, promises or network: its driver calls `tick` with the
 * time, sends what `ports.send` asks for, and hands each response back to `answered`. In a run the driver is k6 (`on-k6.ts`); in the
 * forecast and in tests it is a virtual clock (`virtual-world.ts`).
 *
 * k6's interpreter runs this code for every request. There, a property of an object costs a look-up in a map, and a new function
 * costs more than twenty additions. So everything that a request needs is a local of one function, and nothing is made for it.
 *
 * Times inside are whole milliseconds from the phase's start. Conservation holds at every moment:
 * intended = ok + refused + failed + degraded + stopped + unsent + pending, and pending is 0 once it has finished.
 */
import { EVERY_OUTCOME, GUARDED_ANSWERS, WITHIN } from '../metrics.ts';
import type { Reading } from '../shop/read-answer.ts';
import { type Step, stepNames } from '../shop/shop.ts';
import { attend } from './attendance.ts';
import { castOf, type Member } from './cast.ts';
import { noteCause } from './cause.ts';
import { drillTimesIn } from './drill-times.ts';
import { DrillWindows } from './drill-windows.ts';
import { Kept } from './kept.ts';
import { ANSWERS_OF_A_CELL, LAG_BUCKETS, PhaseCounts, TIME_BUCKETS } from './phase-counts.ts';
import type { AnswerMark, Crowd, CrowdPorts, CrowdSettings } from './ports.ts';
import { isPromised, PromiseList } from './promises.ts';
import { RowQueue } from './queue.ts';
import { createReport, type Status } from './report.ts';
import { SESSION } from './rows.ts';
import { sizeOf } from './share.ts';
import { statusesOfSteps } from './statuses.ts';
import { realMs, timetable } from './timetable.ts';
import { cumulated, RowVisit, regionOf } from './visit.ts';

/** The wheel empties whole slots, so the last one is emptied shortly after the phase's end. */
const LAST_SLOT_MS = 10;
const OK = EVERY_OUTCOME.indexOf('ok');
const FAILED = EVERY_OUTCOME.indexOf('failed');
const DEGRADED = EVERY_OUTCOME.indexOf('degraded');
const WITHINS = WITHIN.length;
const LATE = WITHIN.indexOf('false');
const IN_TIME = WITHIN.indexOf('true');
const OWN = WITHIN.indexOf('own');
const STOPPED = GUARDED_ANSWERS.indexOf('stopped');
/** Looked up once for speed: see draws.ts. */
const { fresh: SESSION_FRESH, next: SESSION_NEXT, begun: SESSION_BEGUN, stopped: SESSION_STOPPED } = SESSION;
const { at: timeBucket } = TIME_BUCKETS;
const { at: lagBucket } = LAG_BUCKETS;

/** Allocates the crowd's rows. Nothing happens before `start`. */
export function createCrowd(settings: CrowdSettings, ports: CrowdPorts): Crowd {
  const { plan, phase, share, shop, vu } = settings;
  const { send, nowMs: clock, trace, sample, remarks, ended } = ports;
  const { withinMs } = plan;
  const endMs = realMs(plan, phase.calendarMinutes);
  const regionNames = plan.regions.map((region) => region.name);
  const regionShares = cumulated(plan.regions.map((region) => region.share));
  const regions = regionNames.length;
  const { steps } = shop;
  const statuses = statusesOfSteps(steps);
  const isGuarded = steps.map((step) => step.guarded);
  const isPromise = steps.map((step) => ports.promises !== null && step.promises !== null);
  const cast = castOf(plan, phase, shop);
  const keepsSessions = shop.keeps.length > 0 || shop.cookies === 'jar';
  const promises = new PromiseList();
  const names = stepNames(shop);
  const phaseTime = timetable(plan).find((each) => each.phase === phase.name);
  const windows = new DrillWindows({ plan, phase: phaseTime }, names);
  const hasDrills = windows.drills.length > 0;
  const phaseCounts = new PhaseCounts(cast, names, regionNames, vu, windows, { plan, ...ports });
  const { nodesFrom, stepOf, cells, ofDrills, versions } = phaseCounts;
  const timesDrills = ofDrills.all.length > 0;
  /** By node: what a status means to those who come there. */
  const outcomesAt = cast.flatMap(({ isBot, stepOf: its }) =>
    its.map((step) => (isBot ? statuses[step]!.botOutcomeOf : statuses[step]!.outcomeOf)),
  );
  const guardedAnswersOf = statuses.map(({ guardedAnswerOf }) => guardedAnswerOf);
  const intended = phaseCounts.intended.counts;
  const sessionsByPlan = phaseCounts.sessionsByPlan.counts;
  const sessionsInSuccession = phaseCounts.sessionsInSuccession.counts;
  const cutOff = phaseCounts.cutOff.counts;
  const unsent = phaseCounts.unsent.counts;
  const answers = phaseCounts.answers.counts;
  const responseTimes = phaseCounts.responseTimes.map((each) => each?.counts);
  const { isTimed, ms: responseSumsMs } = phaseCounts.responseSums;
  const serviceTimes = phaseCounts.serviceTimes.counts;
  const lagsOfGenerator = phaseCounts.sendLags.generator.counts;
  const lagsOfSlot = phaseCounts.sendLags.slot.counts;

  const sessionEnded = keepsSessions ? (row: number): void => sessions.end(row) : null;
  const attendance = attend(cast, share, endMs, intend, lostPlace, sessionEnded);
  const { rows, wheel, present, goOn } = attendance;
  const sessions = new Kept(shop.keeps.length, keepsSessions ? rows.capacity : 0);
  const visit = new RowVisit(settings, cast, sessions);
  /** The arrays of the rows. They are replaced when the rows grow. */
  let { shopper, n, generation, node, population, session, tries } = rows;
  let { dueMs } = wheel;
  attendance.whenGrown(() => {
    ({ shopper, n, generation, node, population, session, tries } = rows);
    ({ dueMs } = wheel);
    if (keepsSessions) sessions.grow(rows.capacity);
  });

  // The shares add up to the plan's bound. A VU with a share of 0 could never send, so it gets 1.
  const inFlightMax = Math.max(1, sizeOf(share, plan.generator.inFlightMax));
  /** What each slot's request is, and the slots that are free: the first `free` of `freeSlots`. */
  const slotRow = new Int32Array(inFlightMax);
  const slotRegion = new Uint8Array(inFlightMax);
  const slotSentMs = new Int32Array(inFlightMax);
  const slotOwnLagMs = new Int32Array(inFlightMax);
  const freeSlots = Int32Array.from({ length: inFlightMax }, (_, i) => inFlightMax - 1 - i);
  let free = inFlightMax;
  const waiting = new RowQueue();
  let waitingCount = 0;
  /** Requests in flight or waiting for a slot, by population. */
  const pending = new Int32Array(cast.length);
  /** Integrals of pending requests and of present shoppers since the last report, ms. `pendingMs` is exact between ticks too. */
  const pendingMs = new Float64Array(cast.length);
  const presentMs = new Float64Array(cast.length);
  let lastMs = 0;
  let finished = false;
  const report = createReport(
    {
      ...{ cast, vu, steps: names, counts: phaseCounts, promises, present, presentMs, pendingMs },
      drills: share.index === 0 ? drillTimesIn(plan, phase.name) : [],
    },
    ports,
  );

  /** The shopper of a row is due. */
  function intend(row: number): void {
    const who = population[row]!;
    const member = cast[who]!;
    const region = regionOf(member, shopper[row]!, regionShares);
    const at = nodesFrom[who]! + node[row]!;
    const cell = at * regions + region;
    n[row]!++;
    pending[who]!++;
    pendingMs[who]! += lastMs - dueMs[row]!;
    intended[cell + drillOf(row, stepOf[at]!, region) * cells]!++;
    const begins = session[row]!;
    if (begins === SESSION_FRESH) sessionsByPlan[cell]!++;
    else if (begins === SESSION_NEXT) sessionsInSuccession[cell]!++;
    if (trace !== undefined)
      trace(member.population.name, shopper[row]!, generation[row]!, names[stepOf[at]!]!);
    if (free > 0) leave(row, member, stepOf[at]!, region, false);
    else {
      waiting.push(row);
      waitingCount++;
    }
  }

  /**
   * The request of a row leaves.
   * @param waited for a slot: then the generator is not to blame for the time since it was due
   */
  function leave(row: number, member: Member, step: number, region: number, waited: boolean): void {
    const sentMs = clock();
    const lagMs = sentMs - dueMs[row]!;
    if (waited) lagsOfSlot[lagBucket(lagMs)]!++;
    else lagsOfGenerator[lagBucket(lagMs)]!++;
    if (session[row]! >= SESSION_FRESH) {
      session[row] = SESSION_BEGUN;
      phaseCounts.firstSent(member.index);
    }
    const slot = freeSlots[--free]!;
    slotRow[slot] = row;
    slotRegion[slot] = region;
    slotSentMs[slot] = sentMs;
    slotOwnLagMs[slot] = waited ? 0 : lagMs;
    visit.at(row, member, shopper[row]!, generation[row]!, n[row]! - tries[row]!);
    send(slot, step, region, visit);
  }

  function answered(slot: number, status: number, mark?: AnswerMark, reading?: Reading): void {
    const row = slotRow[slot]!;
    const region = slotRegion[slot]!;
    const who = population[row]!;
    const at = nodesFrom[who]! + node[row]!;
    const step = stepOf[at]!;
    const nowMs = clock();
    const responseMs = nowMs - dueMs[row]!;
    let outcome = reading === undefined ? outcomesAt[at]![status]! : read(row, who, reading);
    let within = IN_TIME;
    // A failure of the target's stays its own, however late the request was sent.
    if (responseMs > withinMs)
      within = outcome === FAILED || responseMs - slotOwnLagMs[slot]! > withinMs ? LATE : OWN;
    if (mark !== undefined) {
      if (mark === 'degraded' && outcome === OK) outcome = DEGRADED;
      if (mark === 'own') {
        within = OWN;
        phaseCounts.failedItself();
      }
    }
    freeSlots[free++] = slot;
    pending[who]!--;
    const untilMs = nowMs < endMs ? nowMs : endMs;
    if (untilMs > lastMs) pendingMs[who]! += untilMs - lastMs;
    const drill = drillOf(row, step, region);
    answers[(drill * cells + at * regions + region) * ANSWERS_OF_A_CELL + outcome * WITHINS + within]!++;
    const responseBucket = timeBucket(responseMs);
    responseTimes[step]![responseBucket]!++;
    if (drill === 0 && isTimed[outcome * WITHINS + within]!) responseSumsMs[step]! += responseMs;
    const serviceBucket = timeBucket(nowMs - slotSentMs[slot]!);
    serviceTimes[serviceBucket]!++;
    if (timesDrills) ofDrills.count(drill, step, region, outcome, serviceBucket, responseBucket);
    if (versions !== null) versions.count(slot, step, region, outcome, within, nowMs - slotSentMs[slot]!);
    if (sample !== undefined) sample(responseMs);
    // A correct no without a reading has only its status to say.
    if (outcome !== OK && remarks !== undefined && (outcome === FAILED || reading !== undefined))
      noteCause(remarks, names[step]!, outcome, status, mark, reading, sessions.lackedBy(row, reading));
    if (isGuarded[step]) noteGuard(row, who, guardedAnswersOf[step]![status]!);
    if (isPromise[step] && isPromised(outcome)) notePromise(row, cast[who]!, region, steps[step]!, outcome);
    if (ended !== undefined) ended(slot, step, outcome, responseMs);
    const missed = goOn(row, outcome, nowMs);
    if (missed >= 0) cutOff[(nodesFrom[who]! + missed) * regions + region]!++;
    if (waitingCount > 0) sendNextWaiting();
  }

  function sendNextWaiting(): void {
    const row = nextWaiting();
    const who = population[row]!;
    leave(row, cast[who]!, stepOf[nodesFrom[who]! + node[row]!]!, regionOfRow(row), true);
  }

  function nextWaiting(): number {
    waitingCount--;
    return waiting.shift();
  }

  function lostPlace(row: number): void {
    cutOff[cellOf(row)]!++;
  }

  const regionOfRow = (row: number): number => regionOf(cast[population[row]!]!, shopper[row]!, regionShares);

  const cellOf = (row: number): number =>
    (nodesFrom[population[row]!]! + node[row]!) * regions + regionOfRow(row);

  const drillOf = (row: number, step: number, region: number): number =>
    hasDrills ? windows.at(dueMs[row]!, step, region) : 0;

  /** Keeps what the answer gave, and returns what it means, as an index in EVERY_OUTCOME. */
  function read(row: number, who: number, reading: Reading): number {
    const { outcome, taken } = reading;
    for (let i = 0; i < taken.length; i++) sessions.keep(row, taken[i]!.index, taken[i]!.text);
    if (sessions.lackedBy(row, reading) !== undefined) return FAILED;
    if (outcome === 'stopped' && !cast[who]!.isBot) return FAILED;
    return outcome === 'ok' ? OK : EVERY_OUTCOME.indexOf(outcome);
  }

  function noteGuard(row: number, who: number, answer: number): void {
    phaseCounts.guarded(who, answer);
    if (answer !== STOPPED || session[row] === SESSION_STOPPED) return;
    session[row] = SESSION_STOPPED;
    phaseCounts.sessionStopped(who);
  }

  function notePromise(row: number, member: Member, region: number, step: Step, outcome: number): void {
    const visited = visit.at(row, member, shopper[row]!, generation[row]!, n[row]!);
    promises.note(regionNames[region]!, step.promises!, step.promised(visited), outcome);
  }

  function passTo(nowMs: number): void {
    const ms = nowMs - lastMs;
    if (ms <= 0) return;
    for (let i = 0; i < cast.length; i++) {
      pendingMs[i]! += pending[i]! * ms;
      presentMs[i]! += present[i]! * ms;
    }
    lastMs = nowMs;
  }

  /**
   * Ends when nothing is pending. When the drain's time is up, requests that still wait for a slot count as unsent. Requests in
   * flight end by their own time-out, which k6 enforces.
   */
  function drain(overdueMs: number): void {
    if (overdueMs >= plan.generator.drainMs) giveUpWaiting();
    if (overdueMs < LAST_SLOT_MS || free < inFlightMax || waitingCount > 0) return;
    finished = true;
    phaseCounts.finished();
  }

  function giveUpWaiting(): void {
    while (waitingCount > 0) {
      const row = nextWaiting();
      const step = stepOf[nodesFrom[population[row]!]! + node[row]!]!;
      unsent[cellOf(row) + drillOf(row, step, regionOfRow(row)) * cells]!++;
      pending[population[row]!]!--;
    }
  }

  const status = (nowMs: number): Status => ({
    ...{ nowMs, finished },
    inFlight: inFlightMax - free,
    waiting: waitingCount,
  });

  return {
    get finished() {
      return finished;
    },
    start() {
      phaseCounts.started();
      report.write(true, status(clock()));
    },
    tick(nowMs, lateMs) {
      if (finished) return;
      if (nowMs < endMs) phaseCounts.tickLags.counts[lagBucket(lateMs)]!++;
      passTo(nowMs < endMs ? nowMs : endMs);
      attendance.advance(nowMs);
      if (nowMs >= endMs) drain(nowMs - endMs);
      if (report.isDue(nowMs)) report.tick(status(nowMs));
    },
    answered,
    flush: () => report.write(true, status(clock())),
  };
}
