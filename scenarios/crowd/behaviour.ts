/** A behaviour compiled to the numbers that the crowd's hot path needs, and what a steady crowd of it does. */
import { EVERY_OUTCOME } from '../metrics.ts';
import type { Behaviour, Edges, ThinkTime } from '../shop/behaviour.ts';
import { EXPONENTIAL, meanSeconds, type Spread, spreadOf } from './think-time.ts';

/** A behaviour as a graph of nodes: one node per step, in the order of `steps`. */
export interface CompiledBehaviour {
  readonly steps: readonly string[];
  readonly thinkMsMean: readonly number[];
  /** After a failure. */
  readonly retryMsMean: readonly number[];
  readonly thinkSpread: readonly Spread[];
  readonly retrySpread: readonly Spread[];
  /** The means again, for the hot path: where a think time is not exponential, -1 sends it to the spread. */
  readonly thinkMsExponential: readonly number[];
  readonly retryMsExponential: readonly number[];
  readonly entry: Cumulative;
  /** Edges by outcome, in the order of EVERY_OUTCOME, then by node. */
  readonly edges: readonly (readonly Cumulative[])[];
}
export interface Cumulative {
  readonly nodes: readonly number[];
  readonly cumulative: readonly number[];
}

const NOT_EXPONENTIAL = -1;

/** @param channelEntry the shares of entry steps, from the plan's channels */
export function compileBehaviour(
  behaviour: Behaviour,
  channelEntry: Edges,
  paceFactor: number,
): CompiledBehaviour {
  const steps = Object.keys(behaviour.steps);
  const table = (edges: Edges | undefined): Cumulative => cumulate(behaviour.name, steps, edges ?? {});
  const each = steps.map((step) => behaviour.steps[step]!);
  const thinks = each.map((step) => step.thinkSeconds);
  const retries = each.map((step) => step.retrySeconds ?? step.thinkSeconds);
  const msMean = (think: ThinkTime): number => meanSeconds(think) * 1000 * paceFactor;
  const msExponential = (think: ThinkTime): number =>
    spreadOf(think) === EXPONENTIAL ? msMean(think) : NOT_EXPONENTIAL;
  return {
    steps,
    thinkMsMean: thinks.map(msMean),
    retryMsMean: retries.map(msMean),
    thinkSpread: thinks.map(spreadOf),
    retrySpread: retries.map(spreadOf),
    thinkMsExponential: thinks.map(msExponential),
    retryMsExponential: retries.map(msExponential),
    entry: table(behaviour.entry === 'channels' ? channelEntry : behaviour.entry),
    edges: EVERY_OUTCOME.map((outcome) =>
      each.map((step) => table(step[outcome] ?? (outcome === 'degraded' ? step.ok : undefined))),
    ),
  };
}

function cumulate(behaviour: string, steps: readonly string[], edges: Edges): Cumulative {
  const nodes: number[] = [];
  const cumulative: number[] = [];
  let sum = 0;
  for (const [step, probability] of Object.entries(edges)) {
    const node = steps.indexOf(step);
    if (node < 0)
      throw new Error(`behaviour ${behaviour}: an edge leads to "${step}", which is not one of its steps`);
    sum += probability;
    nodes.push(node);
    cumulative.push(sum);
  }
  if (sum > 1 + 1e-9) throw new Error(`behaviour ${behaviour}: edges add up to ${sum}, more than 1`);
  // Without this, a rounding error could make a shopper leave although its next step is certain.
  if (sum > 1 - 1e-9 && cumulative.length > 0) cumulative[cumulative.length - 1] = 1;
  return { nodes, cumulative };
}

/**
 * The share of each step in the requests of a steady crowd: the stationary distribution of a chain in which every request is
 * ok and each session that ends is followed by a new one. Found by power iteration on the lazy chain, which converges even
 * if the graph is periodic.
 */
export function visitShares(graph: CompiledBehaviour): Float64Array {
  const size = graph.steps.length;
  let shares = new Float64Array(size).fill(1 / size);
  const MAX_ROUNDS = 10_000;
  const TOLERANCE = 1e-13;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = new Float64Array(size);
    for (let node = 0; node < size; node++) {
      const half = shares[node]! / 2;
      next[node]! += half;
      const left = spread(graph.edges[0]![node]!, half, next);
      spread(graph.entry, left, next);
    }
    const moved = next.reduce((sum, share, node) => sum + Math.abs(share - shares[node]!), 0);
    shares = next;
    if (moved < TOLERANCE) break;
  }
  return shares;
}

/** Adds `mass` along the edges to `into`, and returns the mass that leaves. */
export function spread(edges: Cumulative, mass: number, into: Float64Array): number {
  let before = 0;
  edges.nodes.forEach((node, i) => {
    const upTo = edges.cumulative[i]!;
    into[node]! += mass * (upTo - before);
    before = upTo;
  });
  return mass * (1 - before);
}

/** Mean think time per request in the steady crowd, milliseconds: the Z of Little's law. */
export function meanThinkMs(graph: CompiledBehaviour): number {
  return visitShares(graph).reduce((sum, share, node) => sum + share * graph.thinkMsMean[node]!, 0);
}
