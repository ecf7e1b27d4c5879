import { describe, expect, it } from 'vitest';
import { ceilingsOf } from './ceilings.ts';

const at = (throughput: number, share: number, tier = 'database') => ({ tier, throughput, share });

describe('the ceiling of a tier', () => {
  it('is what the plan says', () => {
    expect(ceilingsOf([{ tier: 'bank', ceiling: 500 }], [])).toEqual({
      tiers: [{ tier: 'bank', ceiling: 500 }],
      unknown: [],
    });
  });

  it('is where its own saturation would be full', () => {
    const { tiers } = ceilingsOf(
      [{ tier: 'database', saturation: 'q' }],
      [at(100, 0.1), at(200, 0.2), at(600, 0.6), at(10, 0.9, 'bank')],
    );
    expect(tiers).toEqual([{ tier: 'database', ceiling: 1000 }]);
  });

  it('is led by the busiest levels, for idle ones have work of their own', () => {
    const [tier] = ceilingsOf(
      [{ tier: 'database', saturation: 'q' }],
      [at(10, 0.03), at(200, 0.22), at(600, 0.62)],
    ).tiers;
    expect(tier!.ceiling).toBeGreaterThan(900);
    expect(tier!.ceiling).toBeLessThan(1000);
  });

  it('is unknown where too few levels have told it', () => {
    const filled = [at(100, 0.1), at(200, 0), at(600, 0.6)];
    expect(ceilingsOf([{ tier: 'database', saturation: 'q' }], filled)).toEqual({
      tiers: [],
      unknown: ['database'],
    });
  });

  it('is unknown where it was never half full: it would be guessed from far away', () => {
    const filled = [at(100, 0.05), at(200, 0.1), at(400, 0.2)];
    expect(ceilingsOf([{ tier: 'database', saturation: 'q' }], filled).unknown).toEqual(['database']);
  });
});
