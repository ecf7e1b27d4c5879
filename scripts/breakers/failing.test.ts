import { describe, expect, it } from 'vitest';
import type { DrillFault } from '../../scenarios/drills/drill.ts';
import { failingUnder } from './failing.ts';

const boundary = (...faults: Extract<DrillFault, { kind: 'boundary' }>['faults']): DrillFault => ({
  kind: 'boundary',
  faults,
});
const shop = (kind: string, value: number): DrillFault => ({ kind: 'shop', faults: [{ kind, value }] });

describe('the share of calls that fail', () => {
  it.each([
    { fault: boundary({ kind: 'error', status: 503, share: 0.3 }), want: [0.3, 0] },
    { fault: boundary({ kind: 'refuse' }), want: [1, 0] },
    { fault: boundary({ kind: 'reset', share: 0.5 }), want: [0.5, 0] },
    { fault: boundary({ kind: 'hang' }), want: [1, 400] },
    // Half of the calls take longer than the median, and one in a hundred longer than the 99th percentile.
    { fault: boundary({ kind: 'latency', medianMs: 400, p99Ms: 900 }), want: [0.5, 400] },
    { fault: boundary({ kind: 'latency', medianMs: 100, p99Ms: 400 }), want: [0.01, 400] },
    // A call meets one of them at most.
    {
      fault: boundary({ kind: 'error', status: 500, share: 0.5 }, { kind: 'hang', share: 0.5 }),
      want: [1, 400],
    },
    // A latency is drawn apart from them.
    {
      fault: boundary(
        { kind: 'latency', medianMs: 400, p99Ms: 900 },
        { kind: 'error', status: 500, share: 0.5 },
      ),
      want: [0.75, 400],
    },
    { fault: shop('error', 4), want: [0.25, 0] },
    { fault: shop('hang', 0), want: [1, 400] },
    { fault: shop('latency', 2000), want: [1, 400] },
  ])('is $want under $fault', ({ fault, want: [share, afterMs] }) => {
    const found = failingUnder(fault, 400, 1200)!;
    expect(found.failingShare).toBeCloseTo(share!, 5);
    expect(found).toMatchObject({ failsAfterMs: afterMs, answeredWithinMs: 400 });
  });

  it.each([
    boundary({ kind: 'error', status: 404 }),
    boundary({ kind: 'slow-body', bytesPerSecond: 100 }),
    shop('latency', 100),
    shop('sold-out', 0),
    { kind: 'command', begin: ['true'], end: ['true'] } as const,
    { kind: 'expect-only' } as const,
  ])('is unknown under %j, unless the plan says it', (fault) => {
    expect(failingUnder(fault, 400, 1200)).toBeNull();
    expect(failingUnder(fault, 400, 1200, 0.8)).toEqual({
      failingShare: 0.8,
      failsAfterMs: 400,
      answeredWithinMs: 400,
    });
  });

  it('of a call that hangs is unknown without a time-out: nobody knows when it fails', () => {
    expect(failingUnder(boundary({ kind: 'hang' }), null, 1200)).toBeNull();
    expect(failingUnder(boundary({ kind: 'refuse' }), null, 1200)).toMatchObject({ answeredWithinMs: 1200 });
  });
});
