/**
 * The IPv4 address of a shopper. Addresses differ by construction: the first octet stands for the population's district, and
 * the other 24 bits are the number of the household or of the bot. So nothing is drawn or stored. A population with more than
 * 16,777,216 households or bots repeats its addresses.
 */

/**
 * Bits to shift a shopper's number by. Assumption: two shoppers per household, the fewest that expose a rule that mistakes an
 * address for a person.
 */
const HOUSEHOLD_BITS = 1;

/** Shoppers 2k and 2k + 1 of a population live in household k. */
export const householdOf = (shopper: number): number => shopper >>> HOUSEHOLD_BITS;

/** First octets with special-purpose blocks (IANA's registry, RFC 6890): private, loopback, link-local, tests. */
const SPECIAL: ReadonlySet<number> = new Set([0, 10, 100, 127, 169, 172, 192, 198, 203]);
/** From 224 on, addresses are multicast or reserved. */
const UNICAST_OCTETS = 224;
const FIRST_OCTETS = Array.from({ length: UNICAST_OCTETS }, (_, octet) => octet).filter(
  (octet) => !SPECIAL.has(octet),
);

/** How many populations a plan can have. */
export const DISTRICTS_MAX = FIRST_OCTETS.length;

/**
 * The first octet of a district's addresses.
 * @throws RangeError from DISTRICTS_MAX on
 */
export function octetOf(district: number): number {
  const octet = FIRST_OCTETS[district];
  if (octet === undefined)
    throw new RangeError(
      `population number ${district} of the plan has no addresses: a plan can have ${DISTRICTS_MAX} populations`,
    );
  return octet;
}

const BYTE = 0xff;

/**
 * @param octet the district's first octet
 * @param number the number of the household or the bot
 */
export const addressOf = (octet: number, number: number): string =>
  `${octet}.${(number >>> 16) & BYTE}.${(number >>> 8) & BYTE}.${number & BYTE}`;
