/**
 * When the shoppers of an already present crowd first wake. The times come as sorted streams, to avoid two million draws at
 * the start.
 *
 * In a steady crowd, a shopper is thinking after node j with a probability proportional to visits(j) × think(j). The rest of an
 * exponential think time is exponential too. If `count` such times with mean Z are sorted, the gaps between them are
 * independent and exponential with mean Z / (count − k) (Rényi, 1953). Shoppers are interchangeable, so the k-th to wake can
 * be shopper k. Every VU walks the whole stream and takes its share. A shopper costs nothing until it wakes.
 */
import { meanThinkMs, visitShares } from './behaviour.ts';
import type { Member } from './cast.ts';
import { exponential, PURPOSE } from './draws.ts';
import type { Share } from './share.ts';

/** Looked up once for speed: see draws.ts. */
const FIRST_WAKE = PURPOSE.firstWake;
const NEVER = Number.POSITIVE_INFINITY;
const WHOLE: Share = { index: 0, of: 1 };

export class FirstWakes {
  /** The last node that these shoppers visited. */
  readonly lastNode: number;
  private readonly seed: number;
  private readonly thinkMs: number;
  private left: number;
  private readonly share: Share;
  /** The number, within the population, of the share's next shopper to wake. */
  shopper: number;
  /** When that shopper wakes, milliseconds from the phase's start; Infinity when all are awake. */
  atMs = 0;

  constructor(seed: number, lastNode: number, from: number, count: number, thinkMs: number, share = WHOLE) {
    this.seed = seed;
    this.lastNode = lastNode;
    this.thinkMs = thinkMs;
    this.share = share;
    this.left = count + 1;
    this.shopper = from - 1;
    this.advance();
  }

  advance(): void {
    const { seed, thinkMs } = this;
    const { index, of } = this.share;
    let { shopper, left, atMs } = this;
    do {
      shopper++;
      left--;
      atMs = left > 0 ? atMs + (exponential(seed, shopper, 0, FIRST_WAKE) * thinkMs) / left : NEVER;
    } while (left > 0 && shopper % of !== index);
    this.shopper = shopper;
    this.left = left;
    this.atMs = atMs;
  }
}

/** One stream per node, for the `present` shoppers of a held population, numbered from 0. */
export function firstWakesOf(member: Member, present: number, share = WHOLE): readonly FirstWakes[] {
  const { graph, seed } = member;
  const visits = visitShares(graph);
  const mean = meanThinkMs(graph);
  let part = 0;
  let from = 0;
  return graph.steps.map((_, node) => {
    part += (visits[node]! * graph.thinkMsMean[node]!) / mean;
    const last = node === graph.steps.length - 1;
    const until = last ? present : Math.round(part * present);
    const stream = new FirstWakes(seed, node, from, until - from, graph.thinkMsMean[node]!, share);
    from = until;
    return stream;
  });
}
