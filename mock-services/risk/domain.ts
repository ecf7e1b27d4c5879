/**
 * Risk control: who is stopped at a guarded step. `nowMs` is campaign time. Counts and blocks are in memory and lost with the
 * process; abnormal accounts are in the store.
 */
import { nextLevel } from './level.ts';
import { type BlockState, Blocks, Remembered } from './memory.ts';
import { HOARDING_ACCOUNTS_MIN, type Lesson, type Level, RULES, type Rule, TURNED_BACK_MS } from './rules.ts';
import type { Standing } from './standings.ts';
import { Account, Place, SlidingCount } from './windows.ts';

export interface Visitor {
  readonly account: string;
  /** Null if unknown. Then no rule about it applies. */
  readonly address: string | null;
  readonly device: string | null;
}
export type Kind = keyof Visitor;
export const KINDS: readonly Kind[] = ['account', 'address', 'device'];

/** What is stopped (account, address or device), and by which rule. */
export interface Stop {
  readonly kind: Kind;
  readonly rule: Rule;
}

export class RiskControl {
  readonly #standings: Map<string, Standing>;
  #seen = unseen();
  #latestMs = 0;

  /** @param standings what the store holds, by account */
  constructor(standings: Iterable<readonly [string, Standing]>) {
    this.#standings = new Map(standings);
  }

  /**
   * Judges a request and counts it, even if it is stopped: an attempt renews the blocks that stop it.
   *
   * @returns null if the request is let through
   */
  judge(visitor: Visitor, nowMs: number): Stop | null {
    this.#heed(nowMs);
    const level = this.levelAt(nowMs);
    const standing = this.#standings.get(visitor.account);
    // Asks all rules, so that each counts the request. The first that stops it is named.
    const account = this.#judgeAccount(visitor.account, level, nowMs);
    const device = this.#judgePlace('device', visitor.device, visitor.account, level, nowMs);
    const address = this.#judgePlace('address', this.#addressOf(visitor), visitor.account, level, nowMs);
    const mark: Stop | null = standing?.isAbnormal ? { kind: 'account', rule: 'failed-redemptions' } : null;
    const stop = mark ?? account ?? device ?? address;
    this.#seen.requests.add(1, nowMs);
    if (stop !== null) this.#seen.stopped.add(1, nowMs);
    return stop;
  }

  /**
   * Learns from the answer to a request that was let through.
   *
   * @returns true if the account must be marked as abnormal. It stays true at each further failure until `marked` is called.
   */
  learn(visitor: Visitor, lesson: Lesson, nowMs: number): boolean {
    const { account, device } = visitor;
    const { places, accounts } = this.#seen;
    if (lesson === 'failed') {
      const { most } = RULES['failed-redemptions'];
      return accounts.of(account, nowMs).fail(nowMs) > most[this.levelAt(nowMs)];
    }
    const count = lesson === 'claimed' ? 1 : -1;
    if (device !== null) places.device.of(device, nowMs).claim(count, nowMs);
    const address = this.#addressOf(visitor);
    if (address !== null) places.address.of(address, nowMs).claim(count, nowMs);
    return false;
  }

  /** Takes back the count of a request that the shop itself failed: a shopper who tries again is no bot. */
  forgive(account: string, nowMs: number): void {
    this.#seen.accounts.of(account, nowMs).requests.add(-1, nowMs);
  }

  /** Takes over a standing that was committed to the store. */
  setStanding(account: string, standing: Standing): void {
    this.#standings.set(account, standing);
  }

  /** Takes over a committed mark. The failures that led to it do not count again after an appeal. */
  marked(account: string, standing: Standing, nowMs: number): void {
    this.setStanding(account, standing);
    this.#seen.accounts.of(account, nowMs).forgetFailures();
  }

  addressBlock(address: string, nowMs: number): BlockState {
    return this.#seen.blocks.address.stateOf(address, nowMs);
  }

  /** Notes that an appeal exempted somebody from the block of the address. */
  exempted(address: string): void {
    this.#seen.blocks.address.exempt(address);
  }

  levelAt(nowMs: number): Level {
    const { stopped, requests } = this.#seen;
    this.#seen.level = nextLevel(this.#seen.level, stopped.at(nowMs), requests.at(nowMs));
    return this.#seen.level;
  }

  blockedCount(kind: Kind, nowMs: number): number {
    return this.#seen.blocks[kind].count(nowMs);
  }

  abnormalCount(): number {
    let count = 0;
    for (const { isAbnormal } of this.#standings.values()) if (isAbnormal) count += 1;
    return count;
  }

  /** How many accounts, addresses and devices are in memory. */
  get remembered(): number {
    const { accounts, places } = this.#seen;
    return accounts.size + places.address.size + places.device.size;
  }

  /** Null also if an appeal has exempted the account from this address. */
  #addressOf({ account, address }: Visitor): string | null {
    return address === this.#standings.get(account)?.exemptAddress ? null : address;
  }

  /** Forgets everything if the campaign has started over. */
  #heed(nowMs: number): void {
    if (nowMs < this.#latestMs - TURNED_BACK_MS) this.#seen = unseen();
    this.#latestMs = nowMs;
  }

  #judgeAccount(account: string, level: Level, nowMs: number): Stop | null {
    const blocks = this.#seen.blocks.account;
    const { requests } = this.#seen.accounts.of(account, nowMs);
    requests.add(1, nowMs);
    let rule = blocks.attempt(account, nowMs);
    if (rule === null && requests.at(nowMs) > RULES['account-requests'].most[level]) {
      rule = 'account-requests';
      blocks.add(account, rule, nowMs);
    }
    return rule === null ? null : { kind: 'account', rule };
  }

  #judgePlace(
    kind: 'address' | 'device',
    key: string | null,
    account: string,
    level: Level,
    nowMs: number,
  ): Stop | null {
    if (key === null) return null;
    const blocks = this.#seen.blocks[kind];
    const place = this.#seen.places[kind].of(key, nowMs);
    place.see(account, nowMs);
    let rule = blocks.attempt(key, nowMs);
    if (rule === null) {
      rule = brokenAt(place, kind, level, nowMs);
      if (rule !== null) blocks.add(key, rule, nowMs);
    }
    return rule === null ? null : { kind, rule };
  }
}

function brokenAt(place: Place, kind: 'address' | 'device', level: Level, nowMs: number): Rule | null {
  const accounts = place.accountsAt(nowMs);
  if (accounts > RULES[`${kind}-accounts`].most[level]) return `${kind}-accounts`;
  const hoards = accounts >= HOARDING_ACCOUNTS_MIN && place.unredeemedAt(nowMs) > RULES.hoarding.most[level];
  return hoards ? 'hoarding' : null;
}

/** The memory of a shop that has seen nobody yet. */
const unseen = () => ({
  accounts: new Remembered(() => new Account()),
  places: { address: new Remembered(() => new Place()), device: new Remembered(() => new Place()) },
  blocks: { account: new Blocks(), address: new Blocks(), device: new Blocks() },
  requests: new SlidingCount(),
  stopped: new SlidingCount(),
  level: 'normal' as Level,
});
