import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../mistakes/exit-codes.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { COUNTED_SECONDS, compare, exitOf, type ToCompare } from './compared.ts';

const COURSE = { asked: [], ready: [] };
const SIMULATED = {
  toCapacity: { lower: 14, median: 19, upper: 24 },
  secondsOut: { lower: 16, median: 21, upper: 28 },
  replicasMost: { lower: 8, median: 8, upper: 8 },
  course: COURSE,
};
const MEASURED = { toCapacity: 19.4, secondsOut: 22, replicasMost: 8, course: COURSE, good: [], offered: [] };
const given = (change: Partial<ToCompare> = {}): ToCompare => ({
  ...{ simulated: SIMULATED, measured: MEASURED, syncSeconds: 3, burstSeconds: 70, flaws: [] },
  ...change,
});
const NEVER = Number.POSITIVE_INFINITY;

describe('a simulation on trial', () => {
  it('agrees with a run within its intervals', () => {
    const compared = compare(given());
    expect(compared).toMatchObject({ verdict: 'agree', reasons: [] });
    expect(exitOf(compared)).toBe(EXIT.pass);
  });

  it.each([
    ['to-capacity', { toCapacity: 24 + 3.1 }],
    ['to-capacity', { toCapacity: 14 - 3.1 }],
    ['to-capacity', { toCapacity: NEVER }],
    ['seconds-out', { secondsOut: 28 + COUNTED_SECONDS + 1 }],
    ['seconds-out', { secondsOut: 16 - COUNTED_SECONDS - 1 }],
    ['replicas-most', { replicasMost: 6 }],
  ] as const)('differs in %s alone where that lies outside: %o', (id, change) => {
    const compared = compare(given({ measured: { ...MEASURED, ...change } }));
    expect(compared.verdict).toBe('differ');
    expect(compared.figures.filter(({ agrees }) => !agrees).map((figure) => figure.id)).toEqual([id]);
    expect(exitOf(compared)).toBe(EXIT.fail);
  });

  it.each([
    ['the run is flawed', given({ flaws: ['the run was interrupted'] })],
    [
      'nothing was out of the objective on either side',
      given({
        simulated: { ...SIMULATED, secondsOut: { lower: 0, median: 0, upper: 0 } },
        measured: { ...MEASURED, secondsOut: 0 },
      }),
    ],
    [
      'the capacity is not always reached',
      given({ simulated: { ...SIMULATED, toCapacity: { lower: 14, median: 30, upper: NEVER } } }),
    ],
    [
      'the interval holds everything',
      given({ simulated: { ...SIMULATED, secondsOut: { lower: 0, median: 30, upper: 70 } } }),
    ],
  ])('cannot be told where %s', (_, of) => {
    const compared = compare(of);
    expect(compared.verdict).toBe('cannot-tell');
    expect(exitOf(compared)).toBe(EXIT.inconclusive);
    expect(compared.reasons).toHaveLength(1);
    for (const reason of compared.reasons) expect(leftEnglish(reason, zh.message(reason))).toEqual([]);
  });

  it('that misses nothing still differs from a run that misses much', () => {
    const calm = { ...SIMULATED, secondsOut: { lower: 0, median: 0, upper: 0 } };
    expect(compare(given({ simulated: calm })).verdict).toBe('differ');
  });

  it('that never reaches its capacity still differs by the seconds that it is out', () => {
    const weak = {
      ...SIMULATED,
      toCapacity: { lower: NEVER, median: NEVER, upper: NEVER },
      secondsOut: { lower: 60, median: 65, upper: 70 },
    };
    const measured = { ...MEASURED, toCapacity: NEVER };
    expect(compare(given({ simulated: weak, measured })).verdict).toBe('differ');
  });

  it('never agrees where a figure lies outside, or where anything speaks against the run', () => {
    const figure = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(figure, figure, figure, fc.boolean(), (toCapacity, secondsOut, replicasMost, isFlawed) => {
        const { verdict, figures } = compare(
          given({
            measured: { ...MEASURED, toCapacity, secondsOut, replicasMost },
            flaws: isFlawed ? ['a flaw'] : [],
          }),
        );
        if (isFlawed || figures.some(({ agrees }) => !agrees)) expect(verdict).not.toBe('agree');
      }),
    );
  });
});
