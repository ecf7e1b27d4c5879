import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, DISTRICTS_MAX, homeBitsOf, householdOf, octetOf } from './address.ts';

const NUMBERS = 2 ** 24;
const place = fc.record({
  district: fc.nat(DISTRICTS_MAX - 1),
  number: fc.nat(NUMBERS - 1),
});

describe('an address', () => {
  it('belongs to one household, or bot, of one population', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [one, other] = [a, b].map(({ district, number }) => addressOf(octetOf(district), number));
        expect(one === other).toBe(a.district === b.district && a.number === b.number);
      }),
    );
  });

  it('is IPv4 text of a public unicast block', () => {
    fc.assert(
      fc.property(place, ({ district, number }) => {
        const octets = addressOf(octetOf(district), number).split('.').map(Number);
        expect(octets).toHaveLength(4);
        for (const octet of octets) expect(octet).toBeLessThanOrEqual(255);
        expect(octets[0]).toBeLessThan(224);
        expect([0, 10, 127, 169, 172, 192]).not.toContain(octets[0]);
      }),
    );
  });

  it.each([
    { district: 0, number: 0, want: '1.0.0.0' },
    { district: 0, number: 258, want: '1.0.1.2' },
    { district: 8, number: 1, want: '9.0.0.1' },
    { district: 9, number: NUMBERS - 1, want: '11.255.255.255' },
  ])('with number $number in district $district is $want', ({ district, number, want }) => {
    expect(addressOf(octetOf(district), number)).toBe(want);
  });

  it('is not to be had for more populations than there are blocks', () => {
    expect(octetOf(DISTRICTS_MAX - 1)).toBe(223);
    for (const district of [DISTRICTS_MAX, -1])
      expect(() => octetOf(district)).toThrow(`population number ${district} of the plan has no addresses`);
  });
});

describe('a household', () => {
  it.each([
    {
      bits: 0,
      given: [0, 1, 2, 3, 4, 33_554_430, 33_554_431],
      want: [0, 0, 1, 1, 2, NUMBERS - 1, NUMBERS - 1],
    },
    {
      bits: 1,
      given: [0, 2, 1, 3, 4, 6, 33_554_429, 33_554_431],
      want: [0, 0, 1, 1, 2, 2, NUMBERS - 1, NUMBERS - 1],
    },
    { bits: 14, given: [0, 16_384, 5, 16_389, 32_768, 49_152], want: [0, 0, 5, 5, 16_384, 16_384] },
  ])('is two shoppers whose numbers differ in bit $bits alone', ({ bits, given, want }) => {
    expect(given.map((shopper) => householdOf(shopper, bits))).toEqual(want);
  });

  it('is every number once, and at most two shoppers', () => {
    fc.assert(
      fc.property(fc.nat(24), fc.nat(2 ** 25 - 1), fc.nat(2 ** 25 - 1), (bits, one, other) => {
        const together = householdOf(one, bits) === householdOf(other, bits);
        expect(together).toBe(one === other || (one ^ other) === 1 << bits);
      }),
    );
  });

  it.each([1, 2, 3, 10, 40, 125, 35_600, 2_000_000, 50_000_000])(
    'is two for at least half of %i shoppers, who are a quarter of all numbers or more apart',
    (shoppers) => {
      const bits = homeBitsOf(shoppers);
      const apart = 2 ** bits;
      if (shoppers >= 2) expect(2 * apart).toBeLessThanOrEqual(shoppers);
      const paired = 2 * apart * Math.floor(shoppers / (2 * apart));
      if (shoppers >= 2) expect(paired).toBeGreaterThanOrEqual(shoppers / 2);
      if (shoppers < 2 ** 26) expect(4 * apart).toBeGreaterThan(shoppers);
    },
  );
});
