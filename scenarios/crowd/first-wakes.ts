/**
 * When the shoppers of a crowd that is already there first wake, as sorted streams instead of two million draws up front.
 *
 * A stationary crowd's shopper is thinking after node j with probability visits(j) × think(j), and the residual of an
 * exponential think is exponential again. Of `count` such residuals with mean Z the gaps between the sorted ones are
 * independent and exponential with mean Z / (count − k) (Rényi, 1953), and shoppers are exchangeable, so the k-th to wake
 * may be called shopper k. Every VU walks the whole stream and takes its share; a shopper costs nothing until it wakes.
 */
import { meanThinkMs, visitShares } from './behaviour.ts';
import type { Member } from './cast.ts';
import { exponential, PURPOSE } from './draws.ts';

export class FirstWakes {
  /** The node that these shoppers visited last. */
  readonly lastNode: number;
  private readonly seed: number;
  private readonly count: number;
  /** Number of the stream's first shopper within its population. */
  private readonly from: number;
  private readonly thinkMs: number;
  private k = -1;
  /** Time of the next wake, milliseconds from the phase's start; Infinity when all are awake. */
  atMs = 0;

  constructor(seed: number, lastNode: number, from: number, count: number, thinkMs: number) {
    this.seed = seed;
    this.lastNode = lastNode;
    this.from = from;
    this.count = count;
    this.thinkMs = thinkMs;
    this.advance();
  }

  /** The shopper that wakes next, by its number within the population. */
  get shopper(): number {
    return this.from + this.k;
  }

  advance(): void {
    this.k++;
    const left = this.count - this.k;
    this.atMs =
      left > 0
        ? this.atMs + (exponential(this.seed, this.shopper, 0, PURPOSE.firstWake) * this.thinkMs) / left
        : Number.POSITIVE_INFINITY;
  }
}

/** One stream a node, for the `present` shoppers of a held population; their numbers follow each other from 0. */
export function firstWakesOf(member: Member, present: number): readonly FirstWakes[] {
  const { graph, seed } = member;
  const visits = visitShares(graph);
  const mean = meanThinkMs(graph);
  let share = 0;
  let from = 0;
  return graph.steps.map((_, node) => {
    share += (visits[node]! * graph.thinkMsMean[node]!) / mean;
    const last = node === graph.steps.length - 1;
    const until = last ? present : Math.round(share * present);
    const stream = new FirstWakes(seed, node, from, until - from, graph.thinkMsMean[node]!);
    from = until;
    return stream;
  });
}
