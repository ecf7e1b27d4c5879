/**
 * When the shoppers of an already present crowd first wake. The times come as sorted streams, to avoid two million draws at
 * the start.
 *
 * In a steady crowd, a shopper is thinking after node j with a probability proportional to visits(j) × mean think(j), of whatever
 * kind the think is. What remains of it is told by `residual.ts`. If `count` exponential times with mean 1 are sorted, the gaps
 * between them are independent and exponential with mean 1 / (count − k) (Rényi, 1953). They are depths: e^(−depth) is the chance to
 * think for longer still, so the residuals at sorted depths are sorted residuals. Of an exponential think, residual and depth are
 * the same. Shoppers are interchangeable, so the k-th to wake can be shopper k. Every VU walks the whole stream of depths, and
 * looks for residuals only for its share. A shopper costs nothing until it wakes.
 */
import { meanThinkMs, visitShares } from './behaviour.ts';
import type { Member } from './cast.ts';
import { exponential, PURPOSE } from './draws.ts';
import { Residuals } from './residual.ts';
import type { Share } from './share.ts';
import { EXPONENTIAL, type Spread } from './think-time.ts';

/** Looked up once for speed: see draws.ts. */
const FIRST_WAKE = PURPOSE.firstWake;
const NEVER = Number.POSITIVE_INFINITY;
const WHOLE: Share = { index: 0, of: 1 };

export class FirstWakes {
  /** The last node that these shoppers visited. */
  readonly lastNode: number;
  private readonly seed: number;
  private readonly thinkMs: number;
  /** Null: what remains of an exponential think is its depth. */
  private readonly residuals: Residuals | null;
  private left: number;
  private depth = 0;
  private readonly share: Share;
  /** The number, within the population, of the share's next shopper to wake. */
  shopper: number;
  /** When that shopper wakes, milliseconds from the phase's start; Infinity when all are awake. */
  atMs = 0;

  constructor(
    seed: number,
    lastNode: number,
    from: number,
    count: number,
    thinkMs: number,
    share = WHOLE,
    spread: Spread = EXPONENTIAL,
  ) {
    this.seed = seed;
    this.lastNode = lastNode;
    this.thinkMs = thinkMs;
    this.share = share;
    this.residuals = spread === EXPONENTIAL ? null : new Residuals(spread);
    this.left = count + 1;
    this.shopper = from - 1;
    this.advance();
  }

  advance(): void {
    const { seed, residuals, thinkMs } = this;
    const { index, of } = this.share;
    let { shopper, left, depth } = this;
    do {
      shopper++;
      left--;
      depth = left > 0 ? depth + exponential(seed, shopper, 0, FIRST_WAKE) / left : NEVER;
    } while (left > 0 && shopper % of !== index);
    this.shopper = shopper;
    this.left = left;
    this.depth = depth;
    this.atMs = left > 0 ? (residuals === null ? depth : residuals.at(depth)) * thinkMs : NEVER;
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
    const stream = new FirstWakes(
      seed,
      node,
      from,
      until - from,
      graph.thinkMsMean[node]!,
      share,
      graph.thinkSpread[node]!,
    );
    from = until;
    return stream;
  });
}
