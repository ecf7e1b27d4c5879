/**
 * The replicas of a region from being asked for to their end. Pure: the clock, the delays and the hands that start and end processes
 * are passed in.
 */
import type { Balance } from './balance.ts';

/** A replica that dies at once is not started again at once, each time twice as late. */
const RESTART_MS_MIN = 100;
const RESTART_MS_MAX = 5000;
/** One that was ready for so long begins anew. */
const STEADY_MS = 10_000;

export type FleetEvent = 'asked' | 'created' | 'started' | 'ready' | 'ending' | 'ended' | 'died';
/** A line of the balancer's log. */
export interface FleetLine {
  readonly atMs: number;
  readonly event: FleetEvent;
  readonly replica?: string;
  /** With `asked`: how many. */
  readonly replicas?: number;
}

export interface FleetHands {
  /** Starts its process, which is to be told of with `readied` and `exited`. */
  start(replica: string): void;
  /** Ends its process, which has nothing in hand. */
  end(replica: string): void;
  /** Ends its process at once. */
  kill(replica: string): void;
  /** @returns a function that forgets it */
  later(ms: number, then: () => void): () => void;
  tell(line: FleetLine): void;
}

/** `ending` once it was let go, with a process that has yet to end. */
type State = 'created' | 'started' | 'ready' | 'ending';

export interface Replica {
  readonly id: string;
  readonly createdAtMs: number;
  readonly startedAtMs: number | null;
  readonly readyAtMs: number | null;
}
interface Member extends Replica {
  startedAtMs: number | null;
  readyAtMs: number | null;
  state: State;
  /** Deaths without a steady time between them. */
  deaths: number;
  forget: () => void;
}

export interface FleetOptions {
  readonly balance: Pick<Balance<never>, 'open' | 'close' | 'drop' | 'inHandOf' | 'turnAllAway'>;
  readonly nowMs: () => number;
  /** From being asked for to the start of its process; a new one for each replica. */
  readonly startDelayMs: () => number;
  readonly hands: FleetHands;
}

export class Fleet {
  readonly #options: FleetOptions;
  /** From the oldest to the youngest. */
  readonly #members = new Map<string, Member>();
  #asked = 0;
  #created = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  get asked(): number {
    return this.#asked;
  }
  /** From the oldest, with those that still finish what they hold. */
  get replicas(): readonly Replica[] {
    return [...this.#members.values()];
  }

  /** @param startDelayMs in place of the usual one, for those that a region begins with */
  ask(replicas: number, startDelayMs = this.#options.startDelayMs): void {
    this.#asked = replicas;
    this.#tell({ event: 'asked', replicas });
    const staying = this.#staying();
    for (let n = staying.length; n < replicas; n++) this.#create(startDelayMs());
    for (const member of staying.slice(replicas).reverse()) this.#letGo(member);
    if (replicas === 0) this.#options.balance.turnAllAway();
  }

  /** Its process listens. */
  readied(replica: string): void {
    const member = this.#members.get(replica);
    if (member?.state !== 'started') return;
    member.state = 'ready';
    member.readyAtMs = this.#options.nowMs();
    this.#tell({ event: 'ready', replica });
    this.#options.balance.open(replica);
  }

  /** A connection to it broke. It is not asked again: a dead one would answer 502 to all who wait, and soonest of all. */
  broke(replica: string): void {
    if (this.#members.get(replica)?.state !== 'ready') return;
    this.#options.balance.close(replica);
    this.#options.hands.kill(replica);
  }

  /** It takes no more requests, and has none in hand. */
  emptied(replica: string): void {
    if (this.#members.get(replica)?.state === 'ending') this.#options.hands.end(replica);
  }

  /** Its process is gone. */
  exited(replica: string): void {
    const member = this.#members.get(replica);
    if (member === undefined) return;
    if (member.state === 'ending') this.#remove(member);
    else this.#startAgain(member);
  }

  #staying(): Member[] {
    return [...this.#members.values()].filter(({ state }) => state !== 'ending');
  }

  #create(startDelayMs: number): void {
    const { nowMs } = this.#options;
    const id = `r${++this.#created}`;
    const member: Member = {
      ...{ id, createdAtMs: nowMs(), startedAtMs: null, readyAtMs: null },
      ...{ state: 'created', deaths: 0, forget: () => undefined },
    };
    this.#members.set(id, member);
    this.#tell({ event: 'created', replica: id });
    this.#startIn(member, startDelayMs);
  }

  #startIn(member: Member, ms: number): void {
    const start = (): void => {
      member.state = 'started';
      member.startedAtMs = this.#options.nowMs();
      this.#tell({ event: 'started', replica: member.id });
      this.#options.hands.start(member.id);
    };
    if (ms <= 0) start();
    else member.forget = this.#options.hands.later(ms, start);
  }

  #letGo(member: Member): void {
    const { balance, hands } = this.#options;
    const { id, state } = member;
    this.#tell({ event: 'ending', replica: id });
    member.state = 'ending';
    if (state === 'created') {
      member.forget();
      this.#remove(member);
    } else if (state === 'started') hands.end(id);
    // The balance says when it has nothing in hand.
    else balance.close(id);
  }

  #remove({ id }: Member): void {
    this.#members.delete(id);
    this.#options.balance.drop(id);
    this.#tell({ event: 'ended', replica: id });
  }

  #startAgain(member: Member): void {
    const { balance, nowMs } = this.#options;
    const wasSteady = member.readyAtMs !== null && nowMs() - member.readyAtMs >= STEADY_MS;
    member.deaths = wasSteady ? 1 : member.deaths + 1;
    member.state = 'created';
    member.startedAtMs = null;
    member.readyAtMs = null;
    balance.close(member.id);
    this.#tell({ event: 'died', replica: member.id });
    this.#startIn(member, Math.min(RESTART_MS_MIN * 2 ** (member.deaths - 1), RESTART_MS_MAX));
  }

  #tell(line: Omit<FleetLine, 'atMs'>): void {
    this.#options.hands.tell({ atMs: Math.round(this.#options.nowMs()), ...line });
  }
}
