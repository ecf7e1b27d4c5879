/** Until when faults are set, and who waits for their end, by timers of the test's own. */
import { beforeEach, describe, expect, it } from 'vitest';
import { FaultsSet } from './faults-set.ts';

interface Later {
  readonly atMs: number;
  readonly callback: () => void;
}
let nowMs = 0;
let timers = new Set<Later>();
function pass(ms: number): void {
  nowMs += ms;
  for (const timer of [...timers].sort((a, b) => a.atMs - b.atMs))
    if (timer.atMs <= nowMs && timers.delete(timer)) timer.callback();
}

let faults: FaultsSet;
beforeEach(() => {
  nowMs = 1000;
  timers = new Set();
  faults = new FaultsSet({
    nowMs: () => nowMs,
    later: (ms, callback) => {
      const timer = { atMs: nowMs + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
});

const hang = { kind: 'hang' } as const;
const latency = { kind: 'latency', medianMs: 5, p99Ms: 5 } as const;

describe('faults that are set', () => {
  it('say since when and until when, and lift by themselves', () => {
    const changes: number[] = [];
    faults.onChange = () => changes.push(faults.current.length);
    faults.set([hang], 500);
    expect([faults.setAtMs, faults.liftsAtMs, faults.has('hang')]).toEqual([1000, 1500, true]);
    pass(499);
    expect(faults.current).toEqual([hang]);
    pass(1);
    expect([faults.current, faults.setAtMs, faults.liftsAtMs]).toEqual([[], null, null]);
    expect(changes).toEqual([1, 0]);
  });

  it('anew have the new time only', () => {
    faults.set([hang], 500);
    pass(400);
    faults.set([hang], 500);
    pass(499);
    expect(faults.has('hang')).toBe(true);
    pass(1);
    expect(faults.has('hang')).toBe(false);
  });

  it('and lifted leave no timer behind', () => {
    faults.set([hang], 500);
    faults.lift();
    expect(timers.size).toBe(0);
  });
});

describe('a call that waits', () => {
  it('is released once when its kind is lifted or replaced, and not before', () => {
    const released: string[] = [];
    faults.set([hang], 500);
    faults.whenLifted('hang', () => released.push('first'));
    faults.set([hang, latency], 500);
    expect(released).toEqual([]);
    faults.set([latency], 500);
    faults.lift();
    expect(released).toEqual(['first']);
  });

  it('is never released once it is cancelled', () => {
    faults.set([hang], 500);
    faults.whenLifted('hang', () => expect.unreachable())();
    faults.lift();
  });

  it('out its latency goes on when that is over, or when latency is lifted; only once', () => {
    const over: string[] = [];
    faults.set([latency], 500);
    faults.waitOut(100, () => over.push('waited'));
    faults.waitOut(300, () => over.push('lifted'));
    faults.waitOut(50, () => over.push('cancelled'))();
    pass(100);
    expect(over).toEqual(['waited']);
    faults.lift();
    pass(1000);
    expect(over).toEqual(['waited', 'lifted']);
    expect(timers.size).toBe(0);
  });

  it('may set faults when it is released, and those who wait for them are left alone', () => {
    const released: string[] = [];
    faults.set([hang], 500);
    faults.whenLifted('hang', () => {
      released.push('first');
      faults.set([hang], 500);
      faults.whenLifted('hang', () => released.push('second'));
    });
    faults.lift();
    expect(released).toEqual(['first']);
  });
});
