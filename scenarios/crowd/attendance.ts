/**
 * Which shoppers are in the shop, at which step each is, and when it acts next. It knows nothing about requests: it calls
 * `act` when a shopper's think time is over, and `goOn` tells it how the step ended.
 *
 * k6's interpreter runs this code tens of thousands of times a second. That is why it is terse.
 */

import { EVERY_OUTCOME } from '../metrics.ts';
import { Arrivals } from './arrivals.ts';
import type { Member } from './cast.ts';
import { exponential, PURPOSE, pick, uniform } from './draws.ts';
import { type FirstWakes, firstWakesOf } from './first-wakes.ts';
import { PRESENCE, Rows, SESSION } from './rows.ts';
import { globalIndex, type Share, sizeOf } from './share.ts';
import { TimerWheel } from './timer-wheel.ts';

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
const FRESH = SESSION.fresh;

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

export class Attendance {
  readonly rows: Rows;
  /** Shoppers in a session now, by population. */
  readonly present: Int32Array;
  private readonly cast: readonly Member[];
  private readonly held: Held[] = [];
  private readonly share: Share;
  private readonly endMs: number;
  private readonly act: (row: number) => void;
  private readonly wakeRow: (row: number) => void;
  private readonly wheel: TimerWheel;
  private readonly free: number[] = [];
  private readonly arrivals: readonly Arriving[];
  /** The first row of each planned population. Its rows are contiguous. */
  private readonly from: number[] = [];
  private used = 0;

  /** @param endMs when the phase ends; nobody acts at or after it */
  constructor(cast: readonly Member[], share: Share, endMs: number, act: (row: number) => void) {
    this.cast = cast;
    this.share = share;
    this.endMs = endMs;
    this.act = act;
    this.wakeRow = (row) => this.wake(row);
    this.present = new Int32Array(cast.length);
    this.arrivals = cast.flatMap((member) =>
      member.population.kind === 'arriving'
        ? [{ member, stream: new Arrivals(member.curve!, member.population.process, member.seed) }]
        : [],
    );
    const planned = cast.reduce((sum, member) => sum + sizeOf(share, plannedRows(member)), 0);
    this.rows = new Rows(planned + ARRIVING_ROWS_FIRST);
    this.wheel = new TimerWheel(this.rows.capacity);
    for (const member of cast) this.seat(member);
  }

  /** The intended send time of the row's current request, milliseconds from the phase's start. */
  due(row: number): number {
    return this.wheel.due(row);
  }

  /** Lets every shopper act who is due by `nowMs`. */
  advance(nowMs: number): void {
    const untilMs = Math.min(nowMs, this.endMs);
    const { held, arrivals } = this;
    for (let i = 0; i < held.length; i++) {
      if (!held[i]!.flat) this.follow(held[i]!.member, untilMs);
      const { member, firstWakes } = held[i]!;
      for (let k = 0; k < firstWakes.length; k++) {
        const wakes = firstWakes[k]!;
        while (wakes.atMs <= untilMs && wakes.atMs < this.endMs) this.rouse(member, wakes);
      }
    }
    for (let i = 0; i < arrivals.length; i++) this.arrive(arrivals[i]!, untilMs);
    this.wheel.advance(nowMs, this.wakeRow);
  }

  /**
   * The row's step has ended. The shopper thinks and takes its next step, or leaves. In a held crowd the next shopper then
   * takes its place.
   * @param outcome index in EVERY_OUTCOME
   */
  goOn(row: number, outcome: number, nowMs: number): void {
    const { rows } = this;
    const member = this.cast[rows.population[row]!]!;
    if (rows.presence[row] === LEAVING) {
      this.depart(row, member);
      return;
    }
    const shopper = rows.shopper[row]!;
    const n = rows.n[row]!;
    const last = rows.node[row]!;
    const next = nextNode(member, shopper, n, last, outcome);
    if (next >= 0) {
      rows.node[row] = next;
      if (outcome === FAILED && next === last) rows.tries[row]!++;
      else rows.tries[row] = 0;
    } else if (member.population.kind === 'held') this.succeed(row, member);
    else {
      this.present[member.index]!--;
      this.free.push(row);
      return;
    }
    const { graph } = member;
    const meanMs = outcome === FAILED ? graph.retryMsMean[last]! : graph.thinkMsMean[last]!;
    this.place(row, nowMs + exponential(member.seed, shopper, n, THINK) * meanMs);
  }

  /** Gives a population its planned rows. A held crowd is already browsing; a herd waits for its release. */
  private seat(member: Member): void {
    const { share, rows } = this;
    const from = this.used;
    this.used += sizeOf(share, plannedRows(member));
    this.from[member.index] = from;
    if (member.population.kind === 'held') {
      const present = Math.round(member.curve!.at(0));
      this.present[member.index] = sizeOf(share, present);
      this.held.push({
        member,
        flat: member.curve!.flat,
        firstWakes: firstWakesOf(member, present, share),
      });
      rows.presence.fill(PRESENCE.away, from + this.present[member.index]!, this.used);
    }
    if (member.population.kind === 'herd') {
      this.present[member.index] = this.used - from;
      for (let row = from; row < this.used; row++) {
        this.newcomer(row, member, globalIndex(share, row - from), -1);
        this.place(row, member.herdAtMs);
      }
    }
  }

  /** @param node the node to begin at, or -1 to enter by a channel */
  private newcomer(row: number, member: Member, shopper: number, node: number): void {
    const { rows } = this;
    rows.shopper[row] = shopper;
    rows.n[row] = 0;
    rows.tries[row] = 0;
    rows.generation[row] = 0;
    rows.population[row] = member.index;
    rows.node[row] = node >= 0 ? node : entryNode(member, shopper, 0);
    rows.session[row] = FRESH;
  }

  /** Makes a held population follow its curve. Places fill in order and empty from the end. */
  private follow(member: Member, nowMs: number): void {
    const { rows, present } = this;
    const { index } = member;
    const target = sizeOf(this.share, Math.round(member.curve!.at(nowMs)));
    const from = this.from[index]!;
    while (present[index]! < target) {
      const row = from + present[index]!++;
      if (rows.presence[row] === PRESENCE.away) this.enter(row, member, nowMs);
      rows.presence[row] = PRESENCE.here;
    }
    while (present[index]! > target) rows.presence[from + --present[index]!] = PRESENCE.leaving;
  }

  /** A shopper takes an empty place: the first one there, or the next. */
  private enter(row: number, member: Member, nowMs: number): void {
    const local = row - this.from[member.index]!;
    if (this.rows.generation[row] === 0) this.newcomer(row, member, globalIndex(this.share, local), -1);
    this.place(row, nowMs);
  }

  /** Wakes a shopper who was already thinking when the phase began. */
  private rouse(member: Member, wakes: FirstWakes): void {
    const { shopper } = wakes;
    const row = this.from[member.index]! + floor(shopper / this.share.of);
    const next = nextNode(member, shopper, BEFORE_FIRST, wakes.lastNode, OK);
    this.newcomer(row, member, shopper, next);
    this.wheel.setDue(row, floor(wakes.atMs));
    wakes.advance();
    this.wake(row);
  }

  private arrive({ member, stream }: Arriving, untilMs: number): void {
    const { share } = this;
    for (; stream.atMs <= untilMs && stream.atMs < this.endMs; stream.advance()) {
      if (stream.index % share.of !== share.index) continue;
      const row = this.freeRow();
      this.newcomer(row, member, stream.index, -1);
      this.present[member.index]!++;
      this.wheel.setDue(row, floor(stream.atMs));
      this.act(row);
    }
  }

  private freeRow(): number {
    const freed = this.free.pop();
    if (freed !== undefined) return freed;
    if (this.used === this.rows.capacity) {
      const capacity = this.rows.capacity * 2;
      this.rows.grow(capacity);
      this.wheel.grow(capacity);
    }
    return this.used++;
  }

  /** Schedules the row's next action at `dueMs`. A shopper due after the phase's end never acts again. */
  private place(row: number, dueMs: number): void {
    if (dueMs < this.endMs) this.wheel.put(row, floor(dueMs));
    else this.wheel.setDue(row, this.endMs);
  }

  private wake(row: number): void {
    if (this.rows.presence[row] !== LEAVING) this.act(row);
    else this.depart(row, this.cast[this.rows.population[row]!]!);
  }

  /** Leaves a held place because the curve fell. The place's next shopper will be a new one. */
  private depart(row: number, member: Member): void {
    this.succeed(row, member);
    this.rows.presence[row] = PRESENCE.away;
  }

  /** The next shopper takes a held place. */
  private succeed(row: number, member: Member): void {
    const { rows } = this;
    rows.generation[row]!++;
    rows.session[row] = FRESH;
    rows.tries[row] = 0;
    rows.node[row] = entryNode(member, rows.shopper[row]!, rows.generation[row]!);
  }
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
