import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, DISTRICTS_MAX, householdOf, octetOf } from './address.ts';

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
  it('is the shoppers of two numbers that follow each other, the first of them even', () => {
    expect([0, 1, 2, 3, 4, 33_554_430, 33_554_431].map(householdOf)).toEqual([
      0,
      0,
      1,
      1,
      2,
      NUMBERS - 1,
      NUMBERS - 1,
    ]);
  });
});
