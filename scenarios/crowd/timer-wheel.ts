/**
 * A hashed timing wheel (Varghese & Lauck, 1987) over row numbers. Each slot is the head of a linked list, and all lists run
 * through one typed array. So a waiting shopper needs four bytes here, and no timer, promise or object.
 */
const SLOT_MS = 4;
const SLOTS = 1 << 17;
const NONE = -1;
const { floor } = Math;

export class TimerWheel {
  private readonly heads = new Int32Array(SLOTS).fill(NONE);
  private next: Int32Array;
  private dueMs: Int32Array;
  /** The first slot that is not emptied yet, counted from time 0. */
  private slot = 0;

  constructor(capacity: number) {
    this.next = new Int32Array(capacity).fill(NONE);
    this.dueMs = new Int32Array(capacity);
  }

  grow(capacity: number): void {
    const next = new Int32Array(capacity).fill(NONE);
    next.set(this.next);
    this.next = next;
    const dueMs = new Int32Array(capacity);
    dueMs.set(this.dueMs);
    this.dueMs = dueMs;
  }

  /** The row's last due time, milliseconds. */
  due(row: number): number {
    return this.dueMs[row]!;
  }

  /** Sets a row's due time without putting it on the wheel, for requests that are sent at once. */
  setDue(row: number, dueMs: number): void {
    this.dueMs[row] = dueMs;
  }

  put(row: number, dueMs: number): void {
    this.dueMs[row] = dueMs;
    // A row that is already due goes to the next slot to be emptied. Its due time stays as it was.
    const wanted = floor(dueMs / SLOT_MS);
    const slot = (wanted > this.slot ? wanted : this.slot) & (SLOTS - 1);
    this.next[row] = this.heads[slot]!;
    this.heads[slot] = row;
  }

  /** Takes every row due before the slot of `nowMs` off the wheel and hands it to `wake`, which may put rows back. */
  advance(nowMs: number, wake: (row: number) => void): void {
    const end = floor(nowMs / SLOT_MS);
    for (; this.slot < end; ) {
      const at = this.slot & (SLOTS - 1);
      const limitMs = (this.slot + 1) * SLOT_MS;
      let row = this.heads[at]!;
      this.heads[at] = NONE;
      this.slot++;
      while (row !== NONE) {
        const following = this.next[row]!;
        if (this.dueMs[row]! >= limitMs) {
          this.next[row] = this.heads[at]!;
          this.heads[at] = row;
        } else {
          wake(row);
        }
        row = following;
      }
    }
  }
}
