/**
 * Which shoppers are in the shop, at which step each is, and when it acts next. It knows nothing about requests: it calls
 * `act` when a shopper's think time is over, and `goOn` tells it how the step ended.
 *
 * k6's interpreter runs this code for every request: see `crowd.ts` for why it looks as it does.
 */

import { EVERY_OUTCOME } from '../metrics.ts';
import { Arrivals } from './arrivals.ts';
import type { Member } from './cast.ts';
import { exponential, PURPOSE, pick, uniform } from './draws.ts';
import { type FirstWakes, firstWakesOf } from './first-wakes.ts';
import { reactionMs } from './reaction.ts';
import { PRESENCE, Rows, SESSION } from './rows.ts';
import { globalIndex, type Share, sizeOf } from './share.ts';
import { scattered } from './think-time.ts';
import { createTimerWheel, type TimerWheel } from './timer-wheel.ts';

/** Rows for arriving shoppers at the start. The number grows as they arrive. */
const ARRIVING_ROWS_FIRST = 1024;
/** The n of draws about the time before a shopper's first request. */
const BEFORE_FIRST = 0xffffffff;
const OK = EVERY_OUTCOME.indexOf('ok');
const FAILED = EVERY_OUTCOME.indexOf('failed');
/** Looked up once, because in k6's interpreter a property costs as much as a multiplication. */
const { floor } = Math;
const { step: STEP, think: THINK } = PURPOSE;
const LEAVING = PRESENCE.leaving;
const { fresh: FRESH, next: NEXT } = SESSION;
/** Nobody was cut off. */
const NOBODY = -1;

interface Held {
  readonly member: Member;
  /** The curve has only one value, so there is nothing to follow. */
  readonly flat: boolean;
  /** The shoppers who have not woken yet. */
  readonly firstWakes: readonly FirstWakes[];
}
interface Arriving {
  readonly member: Member;
  readonly stream: Arrivals;
}

export interface Attendance {
  readonly rows: Rows;
  readonly wheel: TimerWheel;
  /** Shoppers in a session now, by population. */
  readonly present: Int32Array;
  /** Lets every shopper act who is due by `nowMs`. */
  readonly advance: (nowMs: number) => void;
  /**
   * The row's step has ended. The shopper thinks and takes its next step, or leaves. In a held crowd the next shopper then
   * takes its place.
   * @param outcome index in EVERY_OUTCOME
   * @returns the node to which somebody is sent on, but will not come before the phase ends; -1 if there is none
   */
  readonly goOn: (row: number, outcome: number, nowMs: number) => number;
  /** Calls `take` whenever the arrays of the rows and the wheel were replaced by larger ones. */
  readonly whenGrown: (take: () => void) => void;
}

/**
 * @param endMs when the phase ends; nobody acts at or after it
 * @param act called when a shopper is due: its time is the row's in `wheel.dueMs`
 * @param lostPlace called when a shopper was sent on to the row's node, but a falling crowd lost its place
 * @param ended called when a row's session has ended; null: nobody wants to know
 */
export function attend(
  cast: readonly Member[],
  share: Share,
  endMs: number,
  act: (row: number) => void,
  lostPlace: (row: number) => void,
  ended: ((row: number) => void) | null = null,
): Attendance {
  const present = new Int32Array(cast.length);
  const held: Held[] = [];
  const free: number[] = [];
  /** The first row of each planned population. Its rows are contiguous. */
  const from: number[] = [];
  const takers: (() => void)[] = [];
  let used = 0;
  const planned = cast.reduce((sum, member) => sum + sizeOf(share, plannedRows(member)), 0);
  const rows = new Rows(planned + ARRIVING_ROWS_FIRST);
  const wheel = createTimerWheel(rows.capacity);
  const { put } = wheel;
  /** The arrays of the rows. They are replaced when the rows grow. */
  let { shopper, n, generation, node, population, session, tries, presence } = rows;
  let { dueMs } = wheel;
  const arrivals: readonly Arriving[] = cast.flatMap((member) =>
    member.population.kind === 'arriving'
      ? [{ member, stream: new Arrivals(member.curve!, member.population.process, member.seed) }]
      : [],
  );
  for (const member of cast) seat(member);

  function grow(): void {
    const capacity = rows.capacity * 2;
    rows.grow(capacity);
    wheel.grow(capacity);
    ({ shopper, n, generation, node, population, session, tries, presence } = rows);
    ({ dueMs } = wheel);
    for (const take of takers) take();
  }

  function advance(nowMs: number): void {
    const untilMs = Math.min(nowMs, endMs);
    for (let i = 0; i < held.length; i++) {
      const { member, flat, firstWakes } = held[i]!;
      if (!flat) follow(member, untilMs);
      for (let k = 0; k < firstWakes.length; k++) {
        const wakes = firstWakes[k]!;
        while (wakes.atMs <= untilMs && wakes.atMs < endMs) rouse(member, wakes);
      }
    }
    for (let i = 0; i < arrivals.length; i++) arrive(arrivals[i]!, untilMs);
    wheel.advance(nowMs, wake);
  }

  function goOn(row: number, outcome: number, nowMs: number): number {
    const member = cast[population[row]!]!;
    const who = shopper[row]!;
    const count = n[row]!;
    const last = node[row]!;
    const { graph, isHeld } = member;
    const meanMs = outcome === FAILED ? graph.retryMsExponential[last]! : graph.thinkMsExponential[last]!;
    const atMs =
      nowMs +
      (meanMs < 0
        ? scatteredMs(member, who, count, last, outcome)
        : exponential(member.seed, who, count, THINK) * meanMs);
    const next = nextNode(member, who, count, last, outcome);
    // Whoever comes next to a held place acts after the phase's end, and so never: only where it would have been is told.
    if (isHeld && atMs >= endMs && presence[row] !== LEAVING) {
      dueMs[row] = endMs;
      return next >= 0 ? next : entryNode(member, who, generation[row]! + 1);
    }
    if (next >= 0) {
      node[row] = next;
      if (outcome === FAILED && next === last) tries[row]!++;
      else tries[row] = 0;
    } else if (isHeld) succeed(row, member);
    else {
      present[member.index]!--;
      if (ended !== null) ended(row);
      free.push(row);
      return NOBODY;
    }
    if (presence[row] === LEAVING) {
      depart(row, member);
      return NOBODY;
    }
    place(row, atMs);
    return atMs < endMs ? NOBODY : node[row]!;
  }

  /** Gives a population its planned rows. A held crowd is already browsing; a herd waits for its release. */
  function seat(member: Member): void {
    const first = used;
    used += sizeOf(share, plannedRows(member));
    from[member.index] = first;
    if (member.isHeld) {
      const here = Math.round(member.curve!.at(0));
      present[member.index] = sizeOf(share, here);
      held.push({ member, flat: member.curve!.flat, firstWakes: firstWakesOf(member, here, share) });
      presence.fill(PRESENCE.away, first + present[member.index]!, used);
    }
    if (member.population.kind === 'herd') {
      present[member.index] = used - first;
      for (let row = first; row < used; row++) {
        const who = globalIndex(share, row - first);
        newcomer(row, member, who, -1);
        place(row, member.herdAtMs + reactionMs(member.reaction, member.seed, who));
      }
    }
  }

  /** @param begins the node to begin at, or -1 to enter by a channel */
  function newcomer(row: number, member: Member, who: number, begins: number): void {
    shopper[row] = who;
    n[row] = 0;
    tries[row] = 0;
    generation[row] = 0;
    population[row] = member.index;
    node[row] = begins >= 0 ? begins : entryNode(member, who, 0);
    session[row] = FRESH;
  }

  /** Makes a held population follow its curve. Places fill in order and empty from the end. */
  function follow(member: Member, nowMs: number): void {
    const { index } = member;
    const target = sizeOf(share, Math.round(member.curve!.at(nowMs)));
    const first = from[index]!;
    while (present[index]! < target) {
      const row = first + present[index]!++;
      if (presence[row] === PRESENCE.away) enter(row, member, nowMs);
      presence[row] = PRESENCE.here;
    }
    while (present[index]! > target) presence[first + --present[index]!] = LEAVING;
  }

  /** A shopper takes an empty place: the first one there, or the next. */
  function enter(row: number, member: Member, nowMs: number): void {
    if (generation[row] === 0) newcomer(row, member, globalIndex(share, row - from[member.index]!), -1);
    session[row] = FRESH;
    place(row, nowMs);
  }

  /** Wakes a shopper who was already thinking when the phase began. */
  function rouse(member: Member, wakes: FirstWakes): void {
    const who = wakes.shopper;
    const row = from[member.index]! + floor(who / share.of);
    const next = nextNode(member, who, BEFORE_FIRST, wakes.lastNode, OK);
    newcomer(row, member, who, next >= 0 && member.mayBegin[next] ? next : -1);
    dueMs[row] = floor(wakes.atMs);
    wakes.advance();
    wake(row);
  }

  function arrive({ member, stream }: Arriving, untilMs: number): void {
    for (; stream.atMs <= untilMs && stream.atMs < endMs; stream.advance()) {
      if (stream.index % share.of !== share.index) continue;
      const row = freeRow();
      newcomer(row, member, stream.index, -1);
      present[member.index]!++;
      dueMs[row] = floor(stream.atMs);
      act(row);
    }
  }

  function freeRow(): number {
    const freed = free.pop();
    if (freed !== undefined) return freed;
    if (used === rows.capacity) grow();
    return used++;
  }

  /** Schedules the row's next action. A shopper due after the phase's end never acts again. */
  function place(row: number, atMs: number): void {
    if (atMs < endMs) put(row, floor(atMs));
    else dueMs[row] = endMs;
  }

  function wake(row: number): void {
    if (presence[row] !== LEAVING) act(row);
    else depart(row, cast[population[row]!]!);
  }

  /** Leaves a held place because the curve fell. The place's next shopper will be a new one. */
  function depart(row: number, member: Member): void {
    if (session[row] !== FRESH) lostPlace(row);
    if (session[row] !== NEXT) succeed(row, member);
    presence[row] = PRESENCE.away;
  }

  /** The next shopper takes a held place. */
  function succeed(row: number, member: Member): void {
    if (ended !== null) ended(row);
    generation[row]!++;
    session[row] = NEXT;
    tries[row] = 0;
    node[row] = entryNode(member, shopper[row]!, generation[row]!);
  }

  return { rows, wheel, present, advance, goOn, whenGrown: (take) => takers.push(take) };
}

/** The next node, or -1 if the shopper leaves. */
function nextNode(member: Member, shopper: number, n: number, last: number, outcome: number): number {
  const { nodes, cumulative } = member.graph.edges[outcome]![last]!;
  // Without a choice, no draw is needed.
  if (nodes.length === 0) return -1;
  if (cumulative[0] === 1) return nodes[0]!;
  const chosen = pick(cumulative, uniform(member.seed, shopper, n, STEP));
  return chosen < 0 ? -1 : nodes[chosen]!;
}

/** A think time that is not exponential. */
function scatteredMs(
  { graph, seed }: Member,
  shopper: number,
  n: number,
  last: number,
  outcome: number,
): number {
  return outcome === FAILED
    ? graph.retryMsMean[last]! * scattered(graph.retrySpread[last]!, seed, shopper, n, THINK)
    : graph.thinkMsMean[last]! * scattered(graph.thinkSpread[last]!, seed, shopper, n, THINK);
}

function entryNode(member: Member, shopper: number, generation: number): number {
  const { nodes, cumulative } = member.graph.entry;
  if (nodes.length === 1) return nodes[0]!;
  return nodes[Math.max(0, pick(cumulative, uniform(member.seed, shopper, generation, PURPOSE.channel)))]!;
}

/** The rows that a population gets before the phase begins, over all shares. */
function plannedRows(member: Member): number {
  if (member.population.kind === 'held') return Math.ceil(member.curve!.max);
  return member.herdShoppers;
}
