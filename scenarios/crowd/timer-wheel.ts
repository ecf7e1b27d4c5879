/**
 * A hashed timing wheel (Varghese & Lauck, 1987) over row numbers: slots are heads of linked lists that run through one
 * typed array, so a pending shopper costs four bytes here and no timer, promise or object.
 */
const SLOT_MS = 4;
const SLOTS = 1 << 17;
const NONE = -1;
const { floor } = Math;

export class TimerWheel {
  private readonly heads = new Int32Array(SLOTS).fill(NONE);
  private next: Int32Array;
  private dueMs: Int32Array;
  /** The first slot, counted from time 0, that has not been emptied. */
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

  /** When the row was last put to be due, milliseconds. */
  due(row: number): number {
    return this.dueMs[row]!;
  }

  /** Remembers a row's time without putting it on the wheel: for what is sent at once. */
  setDue(row: number, dueMs: number): void {
    this.dueMs[row] = dueMs;
  }

  put(row: number, dueMs: number): void {
    this.dueMs[row] = dueMs;
    // A time that has passed goes to the first slot that is still to be emptied; its due time stays what it was.
    const wanted = floor(dueMs / SLOT_MS);
    const slot = (wanted > this.slot ? wanted : this.slot) & (SLOTS - 1);
    this.next[row] = this.heads[slot]!;
    this.heads[slot] = row;
  }

  /** Takes off every row due before the slot of `nowMs` and hands it to `wake`. `wake` may put rows. */
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
