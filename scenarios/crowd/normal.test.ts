import { describe, expect, it } from 'vitest';
import { normalQuantile, normalShare } from './normal.ts';

describe('a quantile of the normal distribution', () => {
  it.each([
    { u: 0.5, z: 0 },
    { u: 0.99, z: 2.3263478740408408 },
    { u: 0.01, z: -2.3263478740408408 },
    { u: 0.975, z: 1.959963984540054 },
    { u: 0.0001, z: -3.719016485455709 },
    { u: 1 - 2 ** -33, z: 6.33 },
  ])('at $u is $z', ({ u, z }) => {
    expect(normalQuantile(u)).toBeCloseTo(z, u > 0.9999 ? 1 : 7);
  });
});

describe('the share of the normal distribution', () => {
  it.each([
    { z: 0, share: 0.5 },
    { z: 1, share: 0.8413447460685429 },
    { z: 1.959963984540054, share: 0.975 },
    { z: -2.3263478740408408, share: 0.01 },
    { z: 5, share: 0.9999997133484281 },
  ])('below $z is $share', ({ z, share }) => {
    expect(normalShare(z)).toBeCloseTo(share, 13);
  });

  it.each([
    { z: -5, share: 2.866515718791939e-7 },
    { z: -7, share: 1.279812543885835e-12 },
    { z: -7.1, share: 6.237844463331575e-13 },
    { z: -10, share: 7.619853024160527e-24 },
  ])('below $z is small, and still right: $share', ({ z, share }) => {
    expect(normalShare(z) / share).toBeCloseTo(1, 8);
  });

  it('is undone by the quantile', () => {
    for (let u = 0.0005; u < 1; u += 0.001) expect(normalShare(normalQuantile(u))).toBeCloseTo(u, 8);
  });

  it('is 0 and 1 at the ends', () => {
    expect([normalShare(Number.NEGATIVE_INFINITY), normalShare(Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
  });
});
