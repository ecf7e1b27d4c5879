import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milliOf } from './quantity.ts';

describe('quantities', () => {
  it.each([
    { given: '500m', want: 500 },
    { given: '1', want: 1000 },
    { given: '1.5', want: 1500 },
    { given: '.5', want: 500 },
    { given: '2.', want: 2000 },
    { given: '2.2', want: 2200 },
    { given: '1.005', want: 1005 },
    { given: '100u', want: 1 },
    { given: '1n', want: 1 },
    { given: '-100u', want: 0 },
    { given: '-1.5', want: -1500 },
    { given: '+3k', want: 3_000_000 },
    { given: '1e3', want: 1_000_000 },
    { given: '12E-2', want: 120 },
    { given: '1Ki', want: 1_024_000 },
    { given: '1.5Gi', want: 1_610_612_736_000 },
    { given: '2E', want: 2e21 },
  ])('$given is $want thousandths', ({ given, want }) => {
    expect(milliOf(given)).toBe(want);
  });

  it.each(['', '.', 'm', '1K', '1mi', '1 m', '1e', '1e3m', 'NaN', '0x1', '--1', '1,5'])(
    '“%s” is no quantity',
    (given) => {
      expect(milliOf(given)).toBeNull();
    },
  );

  it('reads thousandths as whole numbers, however they are written', () => {
    fc.assert(
      fc.property(fc.nat(1e9), (milli) => {
        expect(milliOf(`${milli}m`)).toBe(milli);
        expect(milliOf((milli / 1000).toFixed(3))).toBe(milli);
      }),
    );
  });
});
