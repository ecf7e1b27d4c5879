import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BANK, clausesFor, judgeDrill, rightDrills } from './clauses.ts';
import type { VirtualDrill } from './virtual-drill.ts';

const states = (drill: VirtualDrill): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(judgeDrill(drill)).map(([kind, { state }]) => [kind, state]));
const failed = (drill: VirtualDrill): readonly string[] =>
  Object.entries(states(drill)).flatMap(([kind, state]) => (state === 'fail' ? kind : []));

describe('a right breaker', () => {
  it('keeps every clause of its drill', () => {
    const all = clausesFor(BANK).map(({ kind }) => [kind, 'pass']);
    expect(states(BANK)).toEqual(Object.fromEntries(all));
  });

  it('stays shut where a tenth of its calls fails', () => {
    expect(states({ ...BANK, failingShare: 0.1 })).toMatchObject({ 'breaker-stays-shut': 'pass' });
  });

  it('is never blamed: whatever its kind, its rate, the share that fails, and how it is read', () => {
    fc.assert(
      fc.property(rightDrills, (drill) => {
        expect(failed(drill)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a breaker that is wrong in one way', () => {
  it.each([
    { wrong: 'never-opens', fails: ['breaker-opens'] },
    { wrong: 'opens-too-late', fails: ['breaker-opens'], faultSeconds: 25 },
    // A leak does not stop while it is half-open.
    { wrong: 'leaks', fails: ['breaker-sheds', 'breaker-probes'] },
    { wrong: 'floods-probes', fails: ['breaker-probes'] },
    { wrong: 'never-closes', fails: ['breaker-closes'] },
    { wrong: 'flaps', fails: ['breaker-steady'] },
    { wrong: 'opens-when-it-must-not', fails: ['breaker-stays-shut'], failingShare: 0.05 },
    { wrong: 'slow-fallback', fails: ['breaker-fallback'] },
    { wrong: 'leaks-into-another-region', fails: ['breaker-isolated'] },
    { wrong: 'retries-for-ever', fails: ['load-recovers'] },
  ] as const)('fails exactly $fails when it $wrong', ({ fails, ...change }) => {
    for (const seed of [1, 2, 3]) expect(failed({ ...BANK, ...change, seed })).toEqual(fails);
  });

  it('is found where arrivals are counted by a boundary, and some readings are missing', () => {
    const read = { ...BANK, atBoundary: true, missingShare: 0.02 };
    expect(failed({ ...read, wrong: 'leaks' })).toEqual(['breaker-sheds', 'breaker-probes']);
    expect(failed({ ...read, wrong: 'floods-probes' })).toEqual(['breaker-probes']);
  });

  it.each([
    { by: 'count-window', calls: 100, callsMin: 100, failedShare: 0.5, opensAtShare: true },
    { by: 'consecutive', failures: 5 },
  ] as const)('is found by $by', (opens) => {
    const drill = { ...BANK, opens, countsBegun: false, hasTimer: false };
    expect(failed({ ...drill, wrong: 'never-opens' })).toEqual(['breaker-opens']);
    expect(failed({ ...drill, wrong: 'opens-too-late', faultSeconds: 25 })).toEqual(['breaker-opens']);
  });
});
