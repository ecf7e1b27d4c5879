/**
 * Risk control: who is stopped at a guarded step. `nowMs` is campaign time. What was seen and who is blocked is in memory and lost
 * with the process; abnormal accounts are in the store.
 */
import { nextLevel } from './level.ts';
import { type BlockState, Blocks, Remembered } from './memory.ts';
import { HOARDING_ACCOUNTS_MIN, type Lesson, type Level, RULES, type Rule, TURNED_BACK_MS } from './rules.ts';
import type { Standing } from './standings.ts';
import { Account, Place, SlidingCount } from './windows.ts';

export interface Visitor {
  readonly account: string;
  /** Null: not known, and no rule applies. */
  readonly address: string | null;
  readonly device: string | null;
}
export type Kind = keyof Visitor;
export const KINDS: readonly Kind[] = ['account', 'address', 'device'];

/** Who of the visitor is stopped, and why. */
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
   * Judges a request and takes note of it, whether or not it is stopped: an attempt renews the blocks that it meets.
   *
   * @returns null for a request that is let through.
   */
  judge(visitor: Visitor, nowMs: number): Stop | null {
    this.#heed(nowMs);
    const level = this.levelAt(nowMs);
    const standing = this.#standings.get(visitor.account);
    // Ask all, so that each takes note; name the first that objects.
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
   * Learns what a request that was let through has come to.
   *
   * @returns whether the account is to be marked as abnormal: true again at each failure until `marked` says that it is.
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

  /** Uncounts a request that the shop itself failed: trying again makes nobody a bot. */
  forgive(account: string, nowMs: number): void {
    this.#seen.accounts.of(account, nowMs).requests.add(-1, nowMs);
  }

  /** Takes over what was committed to the store. */
  setStanding(account: string, standing: Standing): void {
    this.#standings.set(account, standing);
  }

  /** Takes over a mark that was committed; its failures are paid for, and do not count again after an appeal. */
  marked(account: string, standing: Standing, nowMs: number): void {
    this.setStanding(account, standing);
    this.#seen.accounts.of(account, nowMs).forgetFailures();
  }

  addressBlock(address: string, nowMs: number): BlockState {
    return this.#seen.blocks.address.stateOf(address, nowMs);
  }

  /** An appeal has exempted somebody from the address's block. */
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

  /** Accounts, addresses and devices that memory is spent on. */
  get remembered(): number {
    const { accounts, places } = this.#seen;
    return accounts.size + places.address.size + places.device.size;
  }

  /** Null also for an account whose appeal has exempted it from this address. */
  #addressOf({ account, address }: Visitor): string | null {
    return address === this.#standings.get(account)?.exemptAddress ? null : address;
  }

  /** A campaign that starts over forgets what was seen before. */
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
