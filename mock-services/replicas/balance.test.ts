import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedPerSecond } from '../../scenarios/targets/mock-shop/replicas.ts';
import { Balance } from './balance.ts';

const SETTINGS = { atOnce: 2, serviceMs: 100, queueEach: 3 };

/** A balance whose requests are numbers, its clock moved by hand, and what its hands were told. */
function balanceWith(settings: ConstructorParameters<typeof Balance>[0] = SETTINGS) {
  const at = { ms: 1000 };
  const carried: { request: number; replica: string; holdMs: number }[] = [];
  const turnedAway: number[] = [];
  const emptied: string[] = [];
  const balance = new Balance<number>(settings, () => at.ms, {
    carry: (request, replica, holdMs) => carried.push({ request, replica, holdMs }),
    turnAway: (request) => turnedAway.push(request),
    emptied: (replica) => emptied.push(replica),
  });
  const placed = () => carried.map(({ request, replica }) => `${request} ${replica}`);
  return { at, balance, carried, placed, turnedAway, emptied };
}

describe('a request', () => {
  it('goes to the ready replica with the fewest in hand, and of equals to the oldest', () => {
    const { balance, placed } = balanceWith();
    balance.open('a');
    balance.open('b');
    for (const request of [1, 2, 3]) balance.arrive(request);
    balance.ended(1);
    balance.arrive(4);
    expect(placed()).toEqual(['1 a', '2 b', '3 a', '4 a']);
  });

  it('waits while no place is free, and leaves in the order of arrival', () => {
    const { balance, placed } = balanceWith();
    balance.open('a');
    for (const request of [1, 2, 3, 4]) balance.arrive(request);
    expect(balance.waiting).toBe(2);
    balance.ended(2);
    balance.ended(1);
    expect(placed()).toEqual(['1 a', '2 a', '3 a', '4 a']);
  });

  it('whose client hangs up leaves the line, and is never carried', () => {
    const { balance, placed } = balanceWith();
    balance.open('a');
    for (const request of [1, 2, 3, 4]) balance.arrive(request);
    balance.hangUp(3);
    expect(balance.waiting).toBe(1);
    balance.ended(1);
    expect(placed()).toEqual(['1 a', '2 a', '4 a']);
  });

  it('whose client hangs up while it is carried keeps its place: nobody tells the replica', () => {
    const { balance } = balanceWith();
    balance.open('a');
    balance.arrive(1);
    balance.hangUp(1);
    expect(balance.inHandOf('a')).toBe(1);
  });

  it('is turned away when as many wait as may, and when nobody is ready', () => {
    const { balance, turnedAway } = balanceWith();
    balance.arrive(0);
    balance.open('a');
    for (let request = 1; request <= 6; request++) balance.arrive(request);
    expect(turnedAway).toEqual([0, 6]);
    balance.open('b');
    expect([balance.inHand, balance.waiting]).toEqual([4, 1]);
  });
});

describe('a replica', () => {
  it('that opens takes at once what waits, as much as it may', () => {
    const { balance, placed } = balanceWith();
    balance.open('a');
    for (const request of [1, 2, 3, 4, 5]) balance.arrive(request);
    balance.open('b');
    expect(placed().slice(2)).toEqual(['3 b', '4 b']);
    expect(balance.waiting).toBe(1);
  });

  it('that is closed takes no more, and is told of once it has nothing in hand', () => {
    const { balance, emptied, placed } = balanceWith();
    balance.open('a');
    balance.open('b');
    for (const request of [1, 2]) balance.arrive(request);
    balance.close('b');
    balance.arrive(3);
    expect(emptied).toEqual([]);
    balance.ended(2);
    expect(emptied).toEqual(['b']);
    expect(placed()).toEqual(['1 a', '2 b', '3 a']);
    balance.close('a');
    balance.ended(1);
    expect(emptied).toEqual(['b']);
    balance.ended(3);
    expect(emptied).toEqual(['b', 'a']);
  });

  it('holds a request longer the more others are ready', () => {
    const { balance, carried } = balanceWith({ ...SETTINGS, contention: 0.5, crosstalk: 0.1 });
    balance.open('a');
    balance.arrive(1);
    balance.open('b');
    balance.arrive(2);
    balance.close('a');
    balance.arrive(3);
    expect(carried.map(({ holdMs }) => Math.round(holdMs))).toEqual([100, 170, 100]);
  });

  it('counts the milliseconds of its places, also of those that are still in use', () => {
    const { at, balance } = balanceWith();
    balance.open('a');
    balance.arrive(1);
    at.ms += 30;
    balance.arrive(2);
    at.ms += 10;
    expect(balance.busyMsOf('a')).toBe(50);
    balance.ended(1);
    at.ms += 100;
    expect(balance.busyMsOf('a')).toBe(150);
    expect(balance.busyMsOf('nobody')).toBe(0);
  });
});

describe('while requests wait', () => {
  /** Requests a second of n replicas before which there is always a line, each answer being late. */
  function measuredPerSecond(settings: ConstructorParameters<typeof Balance>[0], n: number, lateMs: number) {
    const SECONDS = 60;
    const at = { ms: 0 };
    const ends: { atMs: number; request: number }[] = [];
    let [asked, answered] = [0, 0];
    const balance = new Balance<number>({ ...settings, queueEach: 1_000_000 }, () => at.ms, {
      carry: (request, _replica, holdMs) => ends.push({ request, atMs: at.ms + holdMs + lateMs }),
      turnAway: () => undefined,
      emptied: () => undefined,
    });
    for (let i = 0; i < n; i++) balance.open(`r${i}`);
    const fill = () => {
      while (balance.waiting < 100) balance.arrive(asked++);
    };
    for (fill(); ; fill()) {
      ends.sort((a, b) => a.atMs - b.atMs);
      const { atMs, request } = ends.shift()!;
      if (atMs > SECONDS * 1000) return answered / SECONDS;
      at.ms = atMs;
      balance.ended(request);
      answered++;
    }
  }
  const settings = { atOnce: 4, serviceMs: 50, contention: 0.05, crosstalk: 0.002 };

  it.each([0, 1, 4, 24])(
    'what n replicas carry is the truth of the settings, answers being %d ms late',
    (lateMs) => {
      for (const n of [1, 2, 5, 8])
        expect(measuredPerSecond(settings, n, lateMs) / carriedPerSecond(settings, n)).toBeCloseTo(1, 2);
    },
  );

  it('a machine that is far too late carries less, and does not make up for all of it', () => {
    const share = measuredPerSecond(settings, 1, 100) / carriedPerSecond(settings, 1);
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.45);
  });
});

it('no request is held twice, no replica holds too many, and none is lost, whatever happens', () => {
  const replica = fc.constantFrom('a', 'b', 'c');
  const op = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('arrive' as const) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(100) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('hangUp' as const), which: fc.nat(100) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('open', 'close', 'drop'), replica }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('turnAllAway' as const) }) },
  );
  fc.assert(
    fc.property(fc.array(op, { maxLength: 120 }), (ops) => {
      const { at, balance, carried, turnedAway } = balanceWith();
      const [open, waiting, held] = [new Set<string>(), new Set<number>(), new Map<number, string>()];
      let [arrived, answered, gone, seen] = [0, 0, 0, 0];
      for (const each of ops) {
        at.ms += 7;
        const lineBefore = [...waiting];
        if (each.do === 'arrive') {
          const request = arrived++;
          waiting.add(request);
          balance.arrive(request);
        } else if (each.do === 'end') {
          const request = [...held.keys()][(each as { which: number }).which % Math.max(1, held.size)];
          if (request === undefined) continue;
          held.delete(request);
          answered++;
          balance.ended(request);
        } else if (each.do === 'hangUp') {
          const request = lineBefore[(each as { which: number }).which % Math.max(1, lineBefore.length)];
          if (request === undefined) continue;
          waiting.delete(request);
          gone++;
          balance.hangUp(request);
        } else if (each.do === 'turnAllAway') balance.turnAllAway();
        else {
          const { replica: name } = each as { replica: string };
          if (each.do === 'open') {
            open.add(name);
            balance.open(name);
          } else {
            open.delete(name);
            if (each.do === 'close') balance.close(name);
            // Only what is gone is forgotten, and that has nothing in hand.
            else if (![...held.values()].includes(name)) balance.drop(name);
            else balance.close(name);
          }
        }
        // In the order of the line, each to an open replica, and none that was held already.
        const taken = carried.slice(seen);
        seen = carried.length;
        const oldest = [...waiting].slice(0, taken.length);
        expect(taken.map(({ request }) => request)).toEqual(oldest);
        for (const { request, replica: by } of taken) {
          expect(open.has(by)).toBe(true);
          expect(held.has(request)).toBe(false);
          waiting.delete(request);
          held.set(request, by);
        }
        for (const request of turnedAway) waiting.delete(request);
        const loads = ['a', 'b', 'c'].map((name) => [...held.values()].filter((by) => by === name).length);
        expect(['a', 'b', 'c'].map((name) => balance.inHandOf(name))).toEqual(loads);
        for (const load of loads) expect(load).toBeLessThanOrEqual(SETTINGS.atOnce);
        expect([balance.waiting, balance.inHand]).toEqual([waiting.size, held.size]);
        expect(arrived).toBe(answered + waiting.size + held.size + gone + turnedAway.length);
        // Nobody waits beside a free place.
        if (waiting.size > 0) for (const name of open) expect(balance.inHandOf(name)).toBe(SETTINGS.atOnce);
      }
    }),
  );
});
