/** Which faults may be set together. */
import { describe, expect, it } from 'vitest';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';
import { faultsBody } from './fault-schema.ts';

const problems = (body: unknown): string[] => {
  const read = faultsBody.safeParse(body);
  return read.success
    ? []
    : shapeMistakes(body, read.error.issues).map(({ path, problem }) => `${path} ${problem}`);
};
const forMs = 2000;
const latency = { kind: 'latency', medianMs: 100, p99Ms: 500 };

describe('faults', () => {
  it.each([
    [[latency]],
    [
      [
        latency,
        { kind: 'hang', share: 0.1 },
        { kind: 'reset', share: 0.2 },
        { kind: 'error', status: 503, share: 0.7 },
      ],
    ],
    [[latency, { kind: 'slow-body', bytesPerSecond: 10 }]],
    [
      [
        { ...latency, share: 0.5 },
        { ...latency, medianMs: 5, share: 0.5 },
      ],
    ],
    [[{ kind: 'refuse' }]],
  ])('%j may be set', (faults) => expect(problems({ faults, forMs })).toEqual([]));

  it.each([
    { faults: [], want: ['faults is empty'] },
    { faults: [{ ...latency, p99Ms: 50 }], want: ['faults[0].p99Ms is below the median'] },
    { faults: [{ kind: 'refuse' }, latency], want: ['faults[0].kind leaves no call to other faults'] },
    {
      faults: [{ kind: 'hang' }, latency, { kind: 'error', status: 500, share: 0.5 }],
      want: ['faults[2].share brings the calls with error, hang, reset to 1.5 of all'],
    },
    { faults: [latency, latency], want: ['faults[1].share brings the calls with latency to 2 of all'] },
    { faults: [{ kind: 'error', status: 200 }], want: ['faults[0].status is too small'] },
    { faults: [{ kind: 'slow-body', bytesPerSecond: 0 }], want: ['faults[0].bytesPerSecond is too small'] },
    { faults: [{ kind: 'hang', share: 2 }], want: ['faults[0].share is too big'] },
    { faults: [{ kind: 'refuse', share: 0.5 }], want: ['faults[0].share is under an unknown key'] },
    { faults: Array(21).fill({ kind: 'hang', share: 0 }), want: ['faults has too many entries'] },
  ])('$faults: $want', ({ faults, want }) => {
    const found = problems({ faults, forMs });
    expect(found).toEqual(expect.arrayContaining(want));
  });

  it('lift by themselves after a time that must be said, of at most an hour', () => {
    const faults = [latency];
    expect(problems({ faults })).toEqual(['forMs is missing']);
    expect(problems({ faults, forMs: 0 })).toEqual(['forMs is too small']);
    expect(problems({ faults, forMs: 3_600_001 })).toEqual(['forMs is too big']);
    expect(problems({ faults, forMs: 1.5 })).toHaveLength(1);
  });

  it('have all their mistakes told at once', () => {
    expect(
      problems({ faults: [{ kind: 'lattency' }, { kind: 'error', status: 99 }], forMs: -1, formS: 3 }),
    ).toHaveLength(4);
  });
});
