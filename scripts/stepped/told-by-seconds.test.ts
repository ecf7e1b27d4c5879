import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSurelyGrowing, type SecondSeen, toldBy } from './told-by-seconds.ts';

const HOLD = 5;
const second = (offered: number, answered = offered): SecondSeen => ({ offered, answered, good: answered });
const times = (count: number, make: (i: number) => SecondSeen): readonly SecondSeen[] =>
  Array.from({ length: count }, (_, i) => make(i));
/** The first seconds of a level: samples are late, sessions begin. */
const RISING = [second(0), second(20, 12), second(70, 66)];

describe('the seconds of a level', () => {
  it('tell that it was held, from the second in which it had settled', () => {
    expect(toldBy([...RISING, ...times(6, (i) => second(100 + (i % 2)))], HOLD)).toEqual({
      kind: 'held',
      from: 3,
    });
  });

  it('tell by how much its backlog grew', () => {
    const told = toldBy([...RISING, ...times(6, (i) => second(100, 94 + (i % 2)))], HOLD);
    expect(told).toMatchObject({ kind: 'growing', from: 3 });
    expect(told.kind === 'growing' && told.perSecond).toBeCloseTo(5.5, 6);
  });

  it('tell nothing of a load that still rises', () => {
    expect(
      toldBy(
        times(9, (i) => second(20 + 10 * i)),
        HOLD,
      ),
    ).toEqual({
      kind: 'unsettled',
      why: 'the load itself had not settled',
    });
  });

  it('tell nothing if there are too few', () => {
    expect(
      toldBy(
        times(4, () => second(100)),
        HOLD,
      ),
    ).toEqual({
      kind: 'unsettled',
      why: 'it lasted 4 s, and 5 s are needed',
    });
    expect(toldBy([], 1).kind).toBe('unsettled');
  });

  it('tell that a target stops and goes, which is neither', () => {
    const told = toldBy(
      times(12, (i) => second(100, i % 4 < 2 ? 20 : 180)),
      HOLD,
    );
    expect(told).toMatchObject({ kind: 'unsettled', why: expect.stringMatching(/stop and go/) });
  });

  it('tell so of a few requests a second, too', () => {
    const told = toldBy(
      times(12, (i) => second(7, i % 4 < 2 ? 0 : 14)),
      HOLD,
    );
    expect(told).toMatchObject({ kind: 'unsettled', why: expect.stringMatching(/stop and go/) });
  });

  it('never tell of growth where every request is answered, however late the first of them', () => {
    const delay = fc.integer({ min: 0, max: 3 });
    const load = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(load, delay, (offered, late) => {
        const seconds = offered.map((rate, i) => second(rate, offered[i - late] ?? 0));
        expect(toldBy(seconds, HOLD).kind).not.toBe('growing');
        expect(isSurelyGrowing(seconds.slice(late))).toBe(false);
      }),
    );
  });

  it.each([1, 2, 3, 5])('tell that it was held where the first answers come %i s late', (late) => {
    const seconds = times(late + 2 + HOLD, (i) => second(100 + (i % 2), i < late ? 0 : 100));
    expect(toldBy(seconds, HOLD)).toEqual({ kind: 'held', from: late });
  });

  it('always tell of a backlog that grows by a twentieth, where nothing else moves', () => {
    const scatter = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(scatter, fc.integer({ min: 40, max: 5000 }), (noise, load) => {
        const seconds = noise.map((each) => second(load, load * 0.95 + (each * load) / 200));
        expect(toldBy(seconds, HOLD)).toMatchObject({ kind: 'growing' });
      }),
    );
  });
});

describe('a level that is watched', () => {
  it('is surely too much once four seconds have each added to its backlog', () => {
    const seconds = times(4, (i) => second(100, 80 + i));
    expect(isSurelyGrowing(seconds.slice(1))).toBe(false);
    expect(isSurelyGrowing(seconds)).toBe(true);
  });

  it('is not while a single second made up for it', () => {
    expect(isSurelyGrowing([second(100, 80), second(100, 80), second(100, 101), second(100, 80)])).toBe(
      false,
    );
  });
});
