/** A crowd's only visit object. Pointed at a row, it derives everything that a request needs, so nothing is stored per shopper. */

import type { Account } from '../shop/accounts.ts';
import type { Shop } from '../shop/shop.ts';
import type { Visit } from '../shop/visit.ts';
import type { AccountBook } from './account-ranges.ts';
import { addressOf, householdOf, octetOf } from './address.ts';
import type { Member } from './cast.ts';
import { PURPOSE, pick, uniform } from './draws.ts';
import type { Kept } from './kept.ts';

const BASE_36 = 36;
const { region: REGION } = PURPOSE;
/**
 * Steps of additive recurrences modulo 1 (Weyl, 1916; the constants are Roberts' R3, powers of 1/1.2207440846). They spread
 * values as evenly as possible, also jointly, and are cheaper than a hash. For values that must be even, not random.
 */
const SESSION_STEP = 0.6710436067037893;
const GENERATION_STEP = 0.5497004779019703;
const NO_ACCOUNT: Account = Object.freeze(Object.create(null));
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
  readonly homeBits: number;
  readonly isBot: boolean;
  readonly sharedAddress: string | null;
  readonly district: string;
  readonly sharesDevice: boolean;
}

/** What all visits of a crowd share. */
export interface VisitSettings {
  readonly runTag: string;
  readonly shop: Pick<Shop, 'keeps' | 'mark'>;
  readonly accounts?: AccountBook;
}

export class RowVisit implements Visit {
  private readonly names: readonly Names[];
  private member!: Member;
  private number = 0;
  private generation = 0;
  private n = 0;
  /** The shopper's id within this population. Made on first use, because most requests are reads without an id. */
  private id: string | null = null;

  readonly run: string;
  readonly note: string;
  readonly kept: Readonly<Record<string, string>>;
  private readonly sessions: Kept;
  private readonly accounts: AccountBook | undefined;
  private row = 0;

  constructor({ runTag, shop, accounts }: VisitSettings, cast: readonly Member[], sessions: Kept) {
    this.names = cast.map((member) => namesOf(runTag, member));
    this.run = runTag;
    this.note = shop.mark.note === undefined ? '' : `${shop.mark.note} ${runTag}`;
    this.sessions = sessions;
    this.accounts = accounts;
    const kept: Record<string, string> = Object.create(null);
    shop.keeps.forEach((name, i) => {
      Object.defineProperty(kept, name, { enumerable: true, get: () => sessions.text(this.row, i) });
    });
    this.kept = kept;
  }

  /** @param n the n of the request's first try */
  at(row: number, member: Member, number: number, generation: number, n: number): this {
    this.row = row;
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
    const { octet, homeBits, isBot, sharedAddress } = this.names[this.member.index]!;
    return sharedAddress ?? addressOf(octet, isBot ? this.number : householdOf(this.number, homeBits));
  }

  get device(): string {
    const { district, sharesDevice, first } = this.names[this.member.index]!;
    if (sharesDevice) return district;
    return first === null && this.generation > 0
      ? `${district}-${this.number}-${this.generation}`
      : `${district}-${this.number}`;
  }

  get draw(): number {
    return (this.number * SESSION_STEP + this.generation * GENERATION_STEP) % 1;
  }

  get account(): Account {
    const { accounts, member, number, generation } = this;
    if (accounts === undefined || accounts.count === 0) return NO_ACCOUNT;
    const { from, perGeneration } = member.accounts;
    return accounts.at((from + number + generation * perGeneration) % accounts.count) ?? NO_ACCOUNT;
  }

  /** Whatever the driver keeps of the session's cookies. */
  get jar(): unknown {
    return this.sessions.jar(this.row);
  }

  set jar(jar: unknown) {
    this.sessions.keepJar(this.row, jar);
  }

  private get here(): string {
    this.id ??= `${this.names[this.member.index]!.here}${this.number}.${this.generation}`;
    return this.id;
  }
}

function namesOf(runTag: string, { seed, identity, firstBot }: Member): Names {
  const { firstSeed, homeBits, earlierSeed, district, returns } = identity;
  const named = (population: number): string => `${runTag}.${population.toString(BASE_36)}.`;
  const octet = octetOf(district);
  return {
    here: named(seed),
    first: returns ? named(firstSeed) : null,
    earlier: returns ? named(earlierSeed) : null,
    octet,
    homeBits,
    isBot: firstBot !== undefined,
    sharedAddress: firstBot?.sharesAddress === true ? addressOf(octet, SHARED) : null,
    district: `d${district}`,
    sharesDevice: firstBot?.sharesDevice === true,
  };
}

/**
 * The region of a shopper, drawn for its household, with the regions' shares as chances. So the arrivals of each region are random
 * like the whole stream's. Somebody who returns is drawn as in the population where it first came.
 */
export function regionOf(
  { identity: { firstSeed, homeBits } }: Pick<Member, 'identity'>,
  shopper: number,
  cumulativeShares: readonly number[],
): number {
  const region = pick(cumulativeShares, uniform(firstSeed, householdOf(shopper, homeBits), 0, REGION));
  return region < 0 ? 0 : region;
}

/** Running sums of the shares, for `regionOf`. */
export function cumulated(shares: readonly number[]): readonly number[] {
  let sum = 0;
  return shares.map((share) => {
    sum += share;
    return sum;
  });
}
