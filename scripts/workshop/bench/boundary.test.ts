/** The figures of a boundary, from rounds that are known. */
import { describe, expect, it } from 'vitest';
import { MEASURED } from '../testing/measured-bench.ts';
import { isMet, ratiosOf } from './figures.ts';
import { boundaryAddedP99Ms, boundaryCpuUs, boundaryParts } from './print-boundary.ts';

describe('a boundary', () => {
  it('costs and adds what its middle round says', () => {
    expect(boundaryCpuUs(MEASURED.boundary)).toBeCloseTo(90, 6);
    expect(boundaryAddedP99Ms(MEASURED.boundary)).toBeCloseTo(0.54, 6);
  });

  it('meets its targets, or misses them where every round is disturbed', () => {
    const met = (boundary: typeof MEASURED.boundary) =>
      ratiosOf({ ...MEASURED, boundary })
        .filter(({ what }) => what.includes('boundary'))
        .map(isMet);
    expect(met(MEASURED.boundary)).toEqual([true, true]);
    const [, disturbed] = MEASURED.boundary.rounds;
    expect(met({ ...MEASURED.boundary, rounds: [disturbed!] })).toEqual([false, false]);
  });

  it('has a row for each round on the page', () => {
    expect(boundaryParts(MEASURED.boundary).join('\n')).toContain(
      '| 1 | 80 | 0.5 | 0.7 | 1.5 | 1.98 | 0.48 |',
    );
  });
});
