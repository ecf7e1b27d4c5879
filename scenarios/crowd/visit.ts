/** A crowd's only visit object. Pointed at a row, it derives everything that a request needs, so nothing is stored per shopper. */
import type { Visit } from '../storefront/storefront.ts';
import { addressOf, householdOf, octetOf } from './address.ts';
import type { Member } from './cast.ts';
import { pick } from './draws.ts';

const BASE_36 = 36;
/**
 * Steps of additive recurrences modulo 1 (Weyl, 1916; the constants are Roberts' R3, powers of 1/1.2207440846). They spread
 * values as evenly as possible, also jointly, and are cheaper than a hash. For values that must be even, not random.
 */
const REGION_STEP = 0.8191725133961645;
const SESSION_STEP = 0.6710436067037893;
const GENERATION_STEP = 0.5497004779019703;
/** The number that all bots behind a shared address use. */
const SHARED = 0;

/** Prefixes of the ids of a population's shoppers. A population's seed stands for its phase and name. */
interface Names {
  /** The prefix for this population. */
  readonly here: string;
  /** The prefixes of the population in which they first came, and of the one in which they ordered; null: this population. */
  readonly first: string | null;
  readonly earlier: string | null;
  readonly octet: number;
  readonly isBot: boolean;
  readonly sharedAddress: string | null;
  readonly district: string;
  readonly sharesDevice: boolean;
}

export class RowVisit implements Visit {
  private readonly names: readonly Names[];
  private member!: Member;
  private number = 0;
  private generation = 0;
  private n = 0;
  /** The shopper's id within this population. Made on first use, because most requests are reads without an id. */
  private id: string | null = null;

  constructor(runTag: string, cast: readonly Member[]) {
    this.names = cast.map((member) => namesOf(runTag, member));
  }

  /** @param n the n of the request's first try */
  at(member: Member, number: number, generation: number, n: number): this {
    this.member = member;
    this.number = number;
    this.generation = generation;
    this.n = n;
    this.id = null;
    return this;
  }

  get shopper(): string {
    const { first } = this.names[this.member.index]!;
    return first === null ? this.here : `${first}${this.number}.0`;
  }

  get order(): string {
    return `o.${this.here}`;
  }

  get earlierOrder(): string {
    const { earlier } = this.names[this.member.index]!;
    return earlier === null ? this.order : `o.${earlier}${this.number}.0`;
  }

  /** Always from this population, even for a returning shopper, who already used the keys of its earlier population. */
  get key(): string {
    return `${this.here}.${this.n}`;
  }

  get behaviour(): string {
    return this.member.population.behaviour;
  }

  get address(): string {
    const { octet, isBot, sharedAddress } = this.names[this.member.index]!;
    return sharedAddress ?? addressOf(octet, isBot ? this.number : householdOf(this.number));
  }

  get device(): string {
    const { district, sharesDevice, first } = this.names[this.member.index]!;
    if (sharesDevice) return district;
    return first === null && this.generation > 0
      ? `${district}-${this.number}-${this.generation}`
      : `${district}-${this.number}`;
  }

  get sessionDraw(): number {
    return (this.number * SESSION_STEP + this.generation * GENERATION_STEP) % 1;
  }

  private get here(): string {
    this.id ??= `${this.names[this.member.index]!.here}${this.number}.${this.generation}`;
    return this.id;
  }
}

function namesOf(runTag: string, { seed, identity, firstBot }: Member): Names {
  const { firstSeed, earlierSeed, district, returns } = identity;
  const named = (population: number): string => `${runTag}.${population.toString(BASE_36)}.`;
  const octet = octetOf(district);
  return {
    here: named(seed),
    first: returns ? named(firstSeed) : null,
    earlier: returns ? named(earlierSeed) : null,
    octet,
    isBot: firstBot !== undefined,
    sharedAddress: firstBot?.sharesAddress === true ? addressOf(octet, SHARED) : null,
    district: `d${district}`,
    sharesDevice: firstBot?.sharesDevice === true,
  };
}

/** The region of a shopper: fixed by its household's number, in the exact proportions of the regions. */
export const regionOf = (shopper: number, cumulativeShares: readonly number[]): number =>
  Math.max(0, pick(cumulativeShares, (householdOf(shopper) * REGION_STEP) % 1));

/** Running sums of the shares, for `regionOf`. */
export function cumulated(shares: readonly number[]): readonly number[] {
  let sum = 0;
  return shares.map((share) => {
    sum += share;
    return sum;
  });
}
