/**
 * A hashed timing wheel (Varghese & Lauck, 1987) over row numbers. Each slot is the head of a linked list, and all lists run
 * through one typed array. So a waiting shopper needs four bytes here, and no timer, promise or object.
 */
const SLOT_MS = 4;
const SLOTS = 1 << 17;
const NONE = -1;
const { floor } = Math;

export interface TimerWheel {
  /** The last due time of each row, milliseconds. Another array takes its place when the wheel grows. */
  readonly dueMs: Int32Array;
  readonly grow: (capacity: number) => void;
  /** Wakes the row once the slot of `dueMs` is over. */
  readonly put: (row: number, dueMs: number) => void;
  /** Takes every row due before the slot of `nowMs` off the wheel and hands it to `wake`, which may put rows back. */
  readonly advance: (nowMs: number, wake: (row: number) => void) => void;
}

export function createTimerWheel(capacity: number): TimerWheel {
  const heads = new Int32Array(SLOTS).fill(NONE);
  let next = new Int32Array(capacity).fill(NONE);
  let dueMs = new Int32Array(capacity);
  /** The first slot that is not emptied yet, counted from time 0. */
  let first = 0;

  return {
    get dueMs() {
      return dueMs;
    },
    grow(larger) {
      const [nextBefore, dueBefore] = [next, dueMs];
      next = new Int32Array(larger).fill(NONE);
      next.set(nextBefore);
      dueMs = new Int32Array(larger);
      dueMs.set(dueBefore);
    },
    put(row, atMs) {
      dueMs[row] = atMs;
      // A row that is already due goes to the next slot to be emptied. Its due time stays as it was.
      const wanted = floor(atMs / SLOT_MS);
      const slot = (wanted > first ? wanted : first) & (SLOTS - 1);
      next[row] = heads[slot]!;
      heads[slot] = row;
    },
    advance(nowMs, wake) {
      const end = floor(nowMs / SLOT_MS);
      while (first < end) {
        const at = first & (SLOTS - 1);
        first++;
        const limitMs = first * SLOT_MS;
        let row = heads[at]!;
        heads[at] = NONE;
        while (row !== NONE) {
          const following = next[row]!;
          if (dueMs[row]! >= limitMs) {
            next[row] = heads[at]!;
            heads[at] = row;
          } else wake(row);
          row = following;
        }
      }
    },
  };
}
