/**
 * Where a shopper asks from. Distinct by construction: the first octet is the population's district and the other 24 bits are
 * the number of the household, or of the bot, so nothing is drawn or stored. Beyond 16,777,216 of one population addresses repeat.
 */

/** Assumption: a household of two, the least that shows a rule that takes an address for a person. Its shift of a number. */
const HOUSEHOLD_BITS = 1;

/** Shoppers 2k and 2k + 1 of a population live in household k. */
export const householdOf = (shopper: number): number => shopper >>> HOUSEHOLD_BITS;

/** First octets that hold blocks of special purpose (IANA's registry, RFC 6890): private, loopback, link-local, tests. */
const SPECIAL: ReadonlySet<number> = new Set([0, 10, 100, 127, 169, 172, 192, 198, 203]);
/** From 224 on there are multicast and reserved addresses. */
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
 * @param octet of the district
 * @param number of the household or the bot
 */
export const addressOf = (octet: number, number: number): string =>
  `${octet}.${(number >>> 16) & BYTE}.${(number >>> 8) & BYTE}.${number & BYTE}`;
