/**
 * Who is in the shop, where each stands in its behaviour, and when it acts next. Knows nothing of requests: it calls `act`
 * when a shopper's think is over, and is told by `goOn` how the step ended.
 *
 * The code below is read by k6's interpreter tens of thousands of times a second; what looks terse is so for that reason.
 */
import { Arrivals } from './arrivals.ts';
import type { Member } from './cast.ts';
import { exponential, PURPOSE, pick, uniform } from './draws.ts';
import { type FirstWakes, firstWakesOf } from './first-wakes.ts';
import { PRESENCE, Rows } from './rows.ts';
import { globalIndex, type Share, sizeOf } from './share.ts';
import { TimerWheel } from './timer-wheel.ts';

/** Rows for those who arrive, to begin with: grows as they come. */
const ARRIVING_ROWS_FIRST = 1024;
/** Draws of a shopper's life before its first request. */
const BEFORE_FIRST = 0xffffffff;
const OK = 0;

export class Attendance {
  readonly rows: Rows;
  /** Shoppers in a session now, by population. */
  readonly present: Int32Array;
  private readonly cast: readonly Member[];
  private readonly held: readonly Member[];
  private readonly share: Share;
  private readonly endMs: number;
  private readonly act: (row: number) => void;
  private readonly wheel: TimerWheel;
  private readonly free: number[] = [];
  private readonly arrivals: readonly { readonly member: Member; readonly stream: Arrivals }[];
  /** Of each held population: those who have not woken yet. */
  private readonly firstWakes: (readonly FirstWakes[])[] = [];
  /** Rows of each planned population begin here; they are contiguous. */
  private readonly from: number[] = [];
  private used = 0;

  /** @param endMs when the phase ends; nobody acts at or after it */
  constructor(cast: readonly Member[], share: Share, endMs: number, act: (row: number) => void) {
    this.cast = cast;
    this.share = share;
    this.endMs = endMs;
    this.act = act;
    this.present = new Int32Array(cast.length);
    this.held = cast.filter((member) => member.population.kind === 'held');
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

  /** When the row's present request was meant to leave, milliseconds from the phase's start. */
  due(row: number): number {
    return this.wheel.due(row);
  }

  /** Lets everybody act whose time has come by `nowMs`. */
  advance(nowMs: number): void {
    const untilMs = Math.min(nowMs, this.endMs);
    for (const member of this.held) {
      this.follow(member, untilMs);
      this.rouse(member, untilMs);
    }
    this.arrive(untilMs);
    this.wheel.advance(nowMs, (row) => this.wake(row));
  }

  /**
   * The row's step has ended: it thinks and then takes the next one, or leaves; in a held crowd the next shopper takes its
   * place.
   * @param outcome its place in OUTCOMES
   */
  goOn(row: number, outcome: number, nowMs: number): void {
    const { rows } = this;
    const member = this.cast[rows.population[row]!]!;
    const shopper = rows.shopper[row]!;
    const n = rows.n[row]!;
    const last = rows.node[row]!;
    const next = nextNode(member, shopper, n, last, outcome);
    if (rows.presence[row] === PRESENCE.leaving) {
      this.depart(row, member);
    } else if (next < 0 && member.population.kind !== 'held') {
      this.present[member.index]!--;
      this.free.push(row);
    } else {
      if (next < 0) this.succeed(row, member);
      else rows.node[row] = next;
      this.place(
        row,
        nowMs + exponential(member.seed, shopper, n, PURPOSE.think) * member.graph.thinkMsMean[last]!,
      );
    }
  }

  /** Gives a population its planned rows. A held crowd is already browsing; a herd waits for its instant. */
  private seat(member: Member): void {
    const { share, rows } = this;
    const from = this.used;
    this.used += sizeOf(share, plannedRows(member));
    this.from[member.index] = from;
    if (member.population.kind === 'held') {
      const present = Math.round(member.curve!.at(0));
      this.present[member.index] = sizeOf(share, present);
      this.firstWakes[member.index] = firstWakesOf(member, present);
      rows.presence.fill(PRESENCE.away, from + this.present[member.index]!, this.used);
    }
    if (member.population.kind === 'herd') {
      this.present[member.index] = this.used - from;
      for (let row = from; row < this.used; row++) {
        this.newcomer(row, member, globalIndex(share, row - from));
        this.place(row, member.herdAtMs);
      }
    }
  }

  private newcomer(row: number, member: Member, shopper: number): void {
    const { rows } = this;
    rows.shopper[row] = shopper;
    rows.n[row] = 0;
    rows.generation[row] = 0;
    rows.population[row] = member.index;
    rows.node[row] = entryNode(member, shopper, 0);
    rows.fresh[row] = 1;
  }

  /** Lets a held population follow its curve: places fill in order and empty from the end. */
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

  /** Somebody takes a place that was empty: its first shopper, or the next. */
  private enter(row: number, member: Member, nowMs: number): void {
    const local = row - this.from[member.index]!;
    if (this.rows.generation[row] === 0) this.newcomer(row, member, globalIndex(this.share, local));
    this.place(row, nowMs);
  }

  /** Shoppers who came before the phase began wake one by one from the think they were in. */
  private rouse(member: Member, untilMs: number): void {
    const { rows, share } = this;
    for (const wakes of this.firstWakes[member.index]!) {
      for (; wakes.atMs <= untilMs && wakes.atMs < this.endMs; wakes.advance()) {
        const { shopper } = wakes;
        if (shopper % share.of !== share.index) continue;
        const row = this.from[member.index]! + Math.floor(shopper / share.of);
        this.newcomer(row, member, shopper);
        const next = nextNode(member, shopper, BEFORE_FIRST, wakes.lastNode, OK);
        if (next >= 0) rows.node[row] = next;
        this.wheel.setDue(row, Math.floor(wakes.atMs));
        this.wake(row);
      }
    }
  }

  private arrive(untilMs: number): void {
    const { share } = this;
    for (const { member, stream } of this.arrivals) {
      for (; stream.atMs <= untilMs && stream.atMs < this.endMs; stream.advance()) {
        if (stream.index % share.of !== share.index) continue;
        const row = this.freeRow();
        this.newcomer(row, member, stream.index);
        this.present[member.index]!++;
        this.wheel.setDue(row, Math.floor(stream.atMs));
        this.act(row);
      }
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

  /** Puts the row's next action at `dueMs`; one that would come after the end stays in its think for good. */
  private place(row: number, dueMs: number): void {
    if (dueMs < this.endMs) this.wheel.put(row, Math.floor(dueMs));
    else this.wheel.setDue(row, this.endMs);
  }

  private wake(row: number): void {
    if (this.rows.presence[row] !== PRESENCE.leaving) this.act(row);
    else this.depart(row, this.cast[this.rows.population[row]!]!);
  }

  /** Leaves a held place because the curve fell; whoever takes it later is somebody new. */
  private depart(row: number, member: Member): void {
    this.succeed(row, member);
    this.rows.presence[row] = PRESENCE.away;
  }

  /** The next shopper takes a held place. */
  private succeed(row: number, member: Member): void {
    const { rows } = this;
    rows.generation[row]!++;
    rows.fresh[row] = 1;
    rows.node[row] = entryNode(member, rows.shopper[row]!, rows.generation[row]!);
  }
}

/** The node that follows, or -1: leaves. */
function nextNode(member: Member, shopper: number, n: number, last: number, outcome: number): number {
  const edges = member.graph.edges[outcome]![last]!;
  const chosen = pick(edges.cumulative, uniform(member.seed, shopper, n, PURPOSE.step));
  return chosen < 0 ? -1 : edges.nodes[chosen]!;
}

function entryNode(member: Member, shopper: number, generation: number): number {
  const { nodes, cumulative } = member.graph.entry;
  if (nodes.length === 1) return nodes[0]!;
  return nodes[Math.max(0, pick(cumulative, uniform(member.seed, shopper, generation, PURPOSE.channel)))]!;
}

/** Rows that a population is given before the phase begins, over all shares. */
function plannedRows(member: Member): number {
  if (member.population.kind === 'held') return Math.ceil(member.curve!.max);
  return member.herdShoppers;
}
