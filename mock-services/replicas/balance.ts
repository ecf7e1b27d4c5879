/** Which replica carries which request, and who waits. Pure: the clock and the hands that do it are passed in. */
import { QUEUE_EACH, type ReplicaSettings, serviceMsAt } from '../../scenarios/targets/mock-shop/replicas.ts';
import { WaitingLine } from './waiting-line.ts';

/**
 * How much of a service time a late answer may take from the next request's. Timers and the way through two processes cost a
 * millisecond or two; without this a replica would carry less than it is said to, and the less the busier the machine is.
 */
const CATCH_UP_SHARE = 0.5;

export interface Hands<Request> {
  /** @param holdMs for how long the replica holds it */
  carry(request: Request, replica: string, holdMs: number): void;
  /** It cannot even wait. */
  turnAway(request: Request): void;
  /** A replica that takes no more has nothing in hand. */
  emptied(replica: string): void;
}

/** What a replica has in hand. */
interface Load {
  readonly replica: string;
  isOpen: boolean;
  inHand: number;
  /** Place-milliseconds used until `countedAtMs`. */
  busyMs: number;
  countedAtMs: number;
}
interface Carried {
  readonly load: Load;
  /** When its place is free again, if everything is on time. */
  readonly dueMs: number;
}

type Settings = Pick<ReplicaSettings, 'atOnce' | 'serviceMs' | 'contention' | 'crosstalk' | 'queueEach'>;

export class Balance<Request> {
  readonly #settings: Settings;
  readonly #nowMs: () => number;
  readonly #hands: Hands<Request>;
  readonly #line = new WaitingLine<Request>();
  readonly #loads = new Map<string, Load>();
  readonly #carried = new Map<Request, Carried>();
  #open = 0;

  constructor(settings: Settings, nowMs: () => number, hands: Hands<Request>) {
    this.#settings = settings;
    this.#nowMs = nowMs;
    this.#hands = hands;
  }

  /** Replicas that take requests. */
  get ready(): number {
    return this.#open;
  }
  get waiting(): number {
    return this.#line.length;
  }
  get inHand(): number {
    return this.#carried.size;
  }
  inHandOf(replica: string): number {
    return this.#loads.get(replica)?.inHand ?? 0;
  }
  /** Place-milliseconds that a replica has used. */
  busyMsOf(replica: string): number {
    const load = this.#loads.get(replica);
    return load === undefined ? 0 : this.#counted(load).busyMs;
  }

  /** A replica takes requests from now on, those that wait first. */
  open(replica: string): void {
    const load = this.#loads.get(replica) ?? this.#newLoad(replica);
    if (load.isOpen) return;
    load.isOpen = true;
    this.#open++;
    while (load.inHand < this.#settings.atOnce && this.#takeNext(load, this.#nowMs()));
  }

  /** It takes no more. What it has in hand stays there. */
  close(replica: string): void {
    const load = this.#loads.get(replica);
    if (load === undefined || !load.isOpen) return;
    load.isOpen = false;
    this.#open--;
    if (load.inHand === 0) this.#hands.emptied(replica);
  }

  /** Forgets a replica that is gone. */
  drop(replica: string): void {
    this.close(replica);
    this.#loads.delete(replica);
  }

  arrive(request: Request): void {
    const nowMs = this.#nowMs();
    const load = this.#freest();
    if (load !== null) this.#carry(request, load, nowMs);
    else if (this.#line.length < this.#open * (this.#settings.queueEach ?? QUEUE_EACH))
      this.#line.join(request, nowMs);
    else this.#hands.turnAway(request);
  }

  /** Its client has hung up. What a replica has in hand it goes on with. */
  hangUp(request: Request): void {
    this.#line.leave(request);
  }

  /** Nobody will come for those who wait. */
  turnAllAway(): void {
    for (let next = this.#line.next(); next !== null; next = this.#line.next())
      this.#hands.turnAway(next.who);
  }

  /** Its replica has answered, or has failed to: its place is free. */
  ended(request: Request): void {
    const carried = this.#carried.get(request);
    if (carried === undefined) return;
    const { load, dueMs } = carried;
    this.#carried.delete(request);
    this.#counted(load).inHand--;
    if (load.isOpen) this.#takeNext(load, dueMs);
    else if (load.inHand === 0) this.#hands.emptied(load.replica);
  }

  #newLoad(replica: string): Load {
    const load = { replica, isOpen: false, inHand: 0, busyMs: 0, countedAtMs: this.#nowMs() };
    this.#loads.set(replica, load);
    return load;
  }

  /** The one with the fewest in hand that has a free place; the oldest of equals. */
  #freest(): Load | null {
    let freest: Load | null = null;
    for (const load of this.#loads.values())
      if (load.isOpen && load.inHand < (freest?.inHand ?? this.#settings.atOnce)) freest = load;
    return freest;
  }

  /** @param freeMs since when a place of it is free, or should be */
  #takeNext(load: Load, freeMs: number): boolean {
    const next = this.#line.next();
    if (next === null) return false;
    this.#carry(next.who, load, Math.max(freeMs, next.sinceMs));
    return true;
  }

  /** @param fromMs when it would have begun if everything were on time */
  #carry(request: Request, load: Load, fromMs: number): void {
    const nowMs = this.#nowMs();
    const serviceMs = serviceMsAt(this.#settings, this.#open);
    const dueMs = Math.max(fromMs, nowMs - CATCH_UP_SHARE * serviceMs) + serviceMs;
    this.#counted(load).inHand++;
    this.#carried.set(request, { load, dueMs });
    this.#hands.carry(request, load.replica, dueMs - nowMs);
  }

  #counted(load: Load): Load {
    const nowMs = this.#nowMs();
    load.busyMs += load.inHand * (nowMs - load.countedAtMs);
    load.countedAtMs = nowMs;
    return load;
  }
}
