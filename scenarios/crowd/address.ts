/**
 * The IPv4 address of a shopper, and who lives there too. Addresses differ by construction: the first octet stands for the population's district, and
 * the other 24 bits are the number of the household or of the bot. So nothing is drawn or stored. A population with more than
 * 16,777,216 households or bots repeats its addresses.
 */

/**
 * Shoppers whose numbers differ only in bit `bits` live in one household. Assumption: two shoppers per household, the fewest that
 * expose a rule that mistakes an address for a person.
 *
 * Numbers follow each other as shoppers arrive, and a household shops in one region. If neighbours in number shared a household,
 * a region's arrivals would come in pairs. So the two are as far apart as the population allows.
 */
export const householdOf = (shopper: number, bits: number): number =>
  (((shopper >>> bits) >>> 1) << bits) | (shopper & ((1 << bits) - 1));

/** The bit for a population of so many shoppers: at least half of them get somebody to live with. */
export const homeBitsOf = (shoppers: number): number =>
  Math.min(HOME_BITS_MAX, Math.max(0, Math.floor(Math.log2(Math.max(shoppers, 1))) - 1));
/** From there on, households repeat their addresses anyway. */
const HOME_BITS_MAX = 24;

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
