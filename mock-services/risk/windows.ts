/** What happened within the last ten campaign minutes, in a few numbers per account, address or device. In memory only. */
import { ACCOUNTS_KEPT, WINDOW_MS } from './rules.ts';

/**
 * A sliding-window counter of two buckets: `earlier · (1 − elapsed) + current`, where `elapsed` is the share of the current
 * bucket that has passed. It assumes that the events of the earlier bucket are evenly spread.
 *
 * @see https://blog.cloudflare.com/counting-things-a-lot-of-different-things/
 */
export class SlidingCount {
  #bucket = 0;
  #earlier = 0;
  #current = 0;

  add(count: number, nowMs: number): void {
    this.#turn(nowMs);
    this.#current += count;
  }

  at(nowMs: number): number {
    this.#turn(nowMs);
    return this.#earlier * (this.#bucket + 1 - nowMs / WINDOW_MS) + this.#current;
  }

  #turn(nowMs: number): void {
    const bucket = Math.floor(nowMs / WINDOW_MS);
    if (bucket === this.#bucket) return;
    this.#earlier = bucket === this.#bucket + 1 ? this.#current : 0;
    this.#current = 0;
    this.#bucket = bucket;
  }
}

/** An address or a device: the accounts seen there last, and how many coupons were claimed there but not redeemed. */
export class Place {
  readonly #accounts: string[] = [];
  readonly #seenAtMs: number[] = [];
  #unredeemed: SlidingCount | null = null;

  /** Keeps only the accounts seen last: enough to know exactly whether there are too many. */
  see(account: string, nowMs: number): void {
    let index = this.#accounts.indexOf(account);
    if (index < 0) {
      const isFull = this.#accounts.length === ACCOUNTS_KEPT;
      index = isFull ? this.#seenAtMs.indexOf(Math.min(...this.#seenAtMs)) : this.#accounts.length;
    }
    this.#accounts[index] = account;
    this.#seenAtMs[index] = nowMs;
  }

  /** Exact up to `ACCOUNTS_KEPT`. */
  accountsAt(nowMs: number): number {
    let count = 0;
    for (const seenAtMs of this.#seenAtMs) if (seenAtMs > nowMs - WINDOW_MS) count += 1;
    return count;
  }

  /** @param count 1 for a claim, −1 for a redemption */
  claim(count: number, nowMs: number): void {
    this.#unredeemed ??= new SlidingCount();
    this.#unredeemed.add(count, nowMs);
  }

  /** Claims minus redemptions; negative if coupons that were claimed earlier are redeemed. */
  unredeemedAt(nowMs: number): number {
    return this.#unredeemed?.at(nowMs) ?? 0;
  }
}

export class Account {
  readonly requests = new SlidingCount();
  #failedAtMs: readonly number[] = [];

  /** @returns the failed redemptions within the window, including this one */
  fail(nowMs: number): number {
    this.#failedAtMs = [...this.#failedAtMs.filter((atMs) => atMs > nowMs - WINDOW_MS), nowMs];
    return this.#failedAtMs.length;
  }

  forgetFailures(): void {
    this.#failedAtMs = [];
  }
}
