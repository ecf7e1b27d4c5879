import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, DISTRICTS_MAX, octetOf } from './address.ts';

const SHOPPERS = 2 ** 24;
const place = fc.record({
  district: fc.nat(DISTRICTS_MAX - 1),
  shopper: fc.nat(SHOPPERS - 1),
});

describe('an address', () => {
  it('belongs to one shopper of one population', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [one, other] = [a, b].map(({ district, shopper }) => addressOf(octetOf(district), shopper));
        expect(one === other).toBe(a.district === b.district && a.shopper === b.shopper);
      }),
    );
  });

  it('is IPv4 text of a public unicast block', () => {
    fc.assert(
      fc.property(place, ({ district, shopper }) => {
        const octets = addressOf(octetOf(district), shopper).split('.').map(Number);
        expect(octets).toHaveLength(4);
        for (const octet of octets) expect(octet).toBeLessThanOrEqual(255);
        expect(octets[0]).toBeLessThan(224);
        expect([0, 10, 127, 169, 172, 192]).not.toContain(octets[0]);
      }),
    );
  });

  it.each([
    { district: 0, shopper: 0, want: '1.0.0.0' },
    { district: 0, shopper: 258, want: '1.0.1.2' },
    { district: 8, shopper: 1, want: '9.0.0.1' },
    { district: 9, shopper: SHOPPERS - 1, want: '11.255.255.255' },
  ])('of shopper $shopper in district $district is $want', ({ district, shopper, want }) => {
    expect(addressOf(octetOf(district), shopper)).toBe(want);
  });

  it('is not to be had for more populations than there are blocks', () => {
    expect(octetOf(DISTRICTS_MAX - 1)).toBe(223);
    for (const district of [DISTRICTS_MAX, -1])
      expect(() => octetOf(district)).toThrow(`population number ${district} of the plan has no addresses`);
  });
});
