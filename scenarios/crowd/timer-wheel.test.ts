import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimerWheel, type TimerWheel } from './timer-wheel.ts';

/** As in the wheel: 131,072 slots of 4 ms. */
const SLOT_MS = 4;
const TURN_MS = 131_072 * SLOT_MS;

/** The rows that wake on the way to `nowMs`, in order. */
function woken(wheel: TimerWheel, nowMs: number): number[] {
  const rows: number[] = [];
  wheel.advance(nowMs, (row) => rows.push(row));
  return rows;
}

describe('the timer wheel', () => {
  it.each([
    { given: 'the first slot', dueMs: 0 },
    { given: 'the end of a slot', dueMs: 7 },
    { given: 'the last slot of a turn', dueMs: TURN_MS - 1 },
    { given: 'the same slot one turn later', dueMs: TURN_MS + 5 },
    { given: 'the same slot three turns later', dueMs: 3 * TURN_MS + 5 },
  ])('wakes a row due in $given not before its time and once its slot is over', ({ dueMs }) => {
    const wheel = createTimerWheel(1);
    wheel.put(0, dueMs);
    const slotEndMs = (Math.floor(dueMs / SLOT_MS) + 1) * SLOT_MS;
    expect(woken(wheel, dueMs)).toEqual([]);
    expect(woken(wheel, slotEndMs - 1)).toEqual([]);
    expect(woken(wheel, slotEndMs)).toEqual([0]);
    expect(woken(wheel, slotEndMs + 2 * TURN_MS)).toEqual([]);
    expect(wheel.dueMs[0]!).toBe(dueMs);
  });

  it('wakes a row whose time has passed at the next slot, and remembers when it was due', () => {
    const wheel = createTimerWheel(1);
    woken(wheel, 1000);
    wheel.put(0, 10);
    expect(woken(wheel, 1000)).toEqual([]);
    expect(woken(wheel, 1004)).toEqual([0]);
    expect(wheel.dueMs[0]!).toBe(10);
  });

  it('lets a row that wakes be put again, into the slots that are still to be emptied', () => {
    const wheel = createTimerWheel(1);
    wheel.put(0, 0);
    const dues = [8, 9, TURN_MS + 1];
    const seen: number[] = [];
    wheel.advance(TURN_MS, (row) => {
      seen.push(wheel.dueMs[row]!);
      wheel.put(row, dues.shift()!);
    });
    expect(seen).toEqual([0, 8, 9]);
    expect(woken(wheel, TURN_MS + 4)).toEqual([0]);
  });

  it('does not wake a row whose time is only remembered', () => {
    const wheel = createTimerWheel(1);
    wheel.dueMs[0] = 20;
    expect(woken(wheel, TURN_MS)).toEqual([]);
    expect(wheel.dueMs[0]!).toBe(20);
  });

  it('keeps every row when it grows', () => {
    const wheel = createTimerWheel(2);
    wheel.put(0, 40);
    wheel.put(1, 41);
    wheel.grow(4);
    wheel.put(3, 42);
    expect(woken(wheel, 44).sort()).toEqual([0, 1, 3]);
    expect([wheel.dueMs[0]!, wheel.dueMs[1]!, wheel.dueMs[3]!]).toEqual([40, 41, 42]);
  });

  it('is a list sorted by slot, whatever is put when, also while rows wake', () => {
    const delay = fc.oneof(
      fc.integer({ min: -50, max: 200 }),
      fc.integer({ min: 0, max: 3 * TURN_MS }),
      fc.constantFrom(TURN_MS, TURN_MS - 1, TURN_MS + 1, 2 * TURN_MS),
    );
    const stride = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 2 * TURN_MS }));
    const life = fc.record({
      bornAt: fc.nat(5),
      delays: fc.array(delay, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(life, { minLength: 1, maxLength: 30 }),
        fc.array(stride, { minLength: 6, maxLength: 12 }),
        (lives, strides) => {
          const strideEnds = strides.map((_, i) => strides.slice(0, i + 1).reduce((a, b) => a + b, 0));
          expect(onTheWheel(lives, strideEnds)).toEqual(onASortedList(lives, strideEnds));
        },
      ),
      { numRuns: 150 },
    );
  });
});

interface Life {
  /** Before which advance it is put first. */
  readonly bornAt: number;
  /** Each from the time of the slot in which the row woke. */
  readonly delays: readonly number[];
}
/** [index of the advance, slot, row], sorted: within a slot the order is free. */
type Wakes = readonly (readonly [number, number, number])[];

function onTheWheel(lives: readonly Life[], strideEnds: readonly number[]): Wakes {
  const wheel = createTimerWheel(lives.length);
  const slotOf: number[] = [];
  const nth = lives.map(() => 0);
  const wakes: [number, number, number][] = [];
  const put = (row: number, nextSlot: number): void => {
    const delay = lives[row]!.delays[nth[row]!++];
    if (delay === undefined) return;
    const dueMs = Math.max(0, nextSlot * SLOT_MS + delay);
    slotOf[row] = Math.max(nextSlot, Math.floor(dueMs / SLOT_MS));
    wheel.put(row, dueMs);
  };
  let nowMs = 0;
  strideEnds.forEach((endMs, advance) => {
    lives.forEach((life, row) => {
      if (life.bornAt === advance) put(row, Math.floor(nowMs / SLOT_MS));
    });
    let lastSlot = 0;
    nowMs = endMs;
    wheel.advance(nowMs, (row) => {
      const slot = slotOf[row]!;
      expect(slot).toBeGreaterThanOrEqual(lastSlot);
      lastSlot = slot;
      wakes.push([advance, slot, row]);
      put(row, slot + 1);
    });
  });
  return wakes.sort(bySlot);
}

function onASortedList(lives: readonly Life[], strideEnds: readonly number[]): Wakes {
  const wakes: [number, number, number][] = [];
  lives.forEach((life, row) => {
    let nextSlot = Math.floor((strideEnds[life.bornAt - 1] ?? 0) / SLOT_MS);
    for (const delay of life.delays) {
      const dueMs = Math.max(0, nextSlot * SLOT_MS + delay);
      const slot = Math.max(nextSlot, Math.floor(dueMs / SLOT_MS));
      const advance = strideEnds.findIndex(
        (endMs, i) => i >= life.bornAt && slot < Math.floor(endMs / SLOT_MS),
      );
      if (advance < 0) break;
      wakes.push([advance, slot, row]);
      nextSlot = slot + 1;
    }
  });
  return wakes.sort(bySlot);
}

const bySlot = (a: Wakes[number], b: Wakes[number]): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
