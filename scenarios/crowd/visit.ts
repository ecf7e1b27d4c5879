/** The one visit object of a crowd: pointed at a row, it derives everything a request needs, so nothing is stored for it. */
import type { Visit } from '../storefront/storefront.ts';
import type { Member } from './cast.ts';
import { pick } from './draws.ts';

const BASE_36 = 36;
/**
 * Steps of additive recurrences modulo 1 (Weyl, 1916; the constants are Roberts' R3, powers of 1/1.2207440846): as even as
 * a sequence can be, together as well, and cheaper than a hash. For what must be spread, not random.
 */
const REGION_STEP = 0.8191725133961645;
const SESSION_STEP = 0.6710436067037893;
const GENERATION_STEP = 0.5497004779019703;

export class RowVisit implements Visit {
  /** What every id of a member's shoppers begins with; the population's seed stands for its phase and name. */
  private readonly prefixes: readonly string[];
  private member!: Member;
  private number = 0;
  private generation = 0;
  private n = 0;
  /** Made when first asked for: most requests are reads and name nobody. */
  private id: string | null = null;

  constructor(runTag: string, cast: readonly Member[]) {
    this.prefixes = cast.map((member) => `${runTag}.${member.seed.toString(BASE_36)}.`);
  }

  at(member: Member, number: number, generation: number, n: number): this {
    this.member = member;
    this.number = number;
    this.generation = generation;
    this.n = n;
    this.id = null;
    return this;
  }

  get shopper(): string {
    this.id ??= `${this.prefixes[this.member.index]!}${this.number}.${this.generation}`;
    return this.id;
  }

  get order(): string {
    return `o.${this.shopper}`;
  }

  get key(): string {
    return `${this.shopper}.${this.n}`;
  }

  get behaviour(): string {
    return this.member.population.behaviour;
  }

  get sessionDraw(): number {
    return (this.number * SESSION_STEP + this.generation * GENERATION_STEP) % 1;
  }
}

/** Where a shopper lives: fixed by its number, in the regions' exact proportions. */
export const regionOf = (shopper: number, cumulativeShares: readonly number[]): number =>
  Math.max(0, pick(cumulativeShares, (shopper * REGION_STEP) % 1));
