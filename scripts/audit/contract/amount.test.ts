import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, decimalOfNumber } from './amount.ts';

describe('an amount', () => {
  it.each([
    { given: '10', want: '10' },
    { given: '10.0', want: '10' },
    { given: '010.00', want: '10' },
    { given: '€ 10.50', want: '10.5' },
    { given: '10.50 EUR', want: '10.5' },
    { given: '-¥3', want: '-3' },
    { given: '£-3.10', want: '-3.1' },
    { given: '0.00', want: '0' },
    { given: '-0.0', want: '0' },
    { given: '12345678901234567890.00', want: '12345678901234567890' },
    { given: '0.30000000000000004', want: '0.3' },
    { given: '123456789012345678', want: '123456789012345678' },
    { given: '1,234.50', want: null },
    { given: '12,50', want: null },
    { given: '1e5', want: null },
    { given: '.5', want: null },
    { given: '1.', want: null },
    { given: '--1', want: null },
    { given: '-€-1', want: null },
    { given: '', want: null },
    { given: 'free', want: null },
    { given: '1\u00002', want: null },
    { given: 'NaN', want: null },
  ])('$given is the number $want', ({ given, want }) => {
    expect(decimalOf(given)).toBe(want);
  });

  it.each([
    { given: 10, want: '10' },
    { given: 0.1 + 0.2, want: '0.3' },
    { given: -0, want: '0' },
    { given: 1e21, want: null },
    { given: 1e-9, want: null },
    { given: Number.NaN, want: null },
    { given: Number.POSITIVE_INFINITY, want: null },
  ])('$given of JSON is the number $want', ({ given, want }) => {
    expect(decimalOfNumber(given)).toBe(want);
  });

  it('is the same as a number and as a text with any noughts behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat({ max: 3 }), (cents, noughts) => {
        const text = `${(cents / 100).toFixed(2)}${'0'.repeat(noughts)}`;
        expect(decimalOf(text)).toBe(decimalOfNumber(cents / 100));
      }),
    );
  });

  it('of another number is another text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (one, other) => {
        const same = decimalOf((one / 100).toFixed(2)) === decimalOf((other / 100).toFixed(2));
        expect(same).toBe(one === other);
      }),
    );
  });
});
