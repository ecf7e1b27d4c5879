/**
 * A behaviour is a customer behaviour model graph (Menascé & Almeida, "Capacity Planning for Web Services", 2002, ch. 2):
 * steps, the probabilities of the step that follows, and think times. Data, so that a plan can be forecast from it.
 */
import { EVERY_OUTCOME } from '../metrics.ts';

/** Probability of each following step; what is missing to 1 leaves the shop. */
export type Edges = Readonly<Record<string, number>>;

export interface BehaviourStep {
  /** Mean of the exponential think time between this step's response and the next request, seconds. */
  readonly thinkSeconds: number;
  /** The same after a failure, for clients that retry without back-off: 0 is at once. Left out: `thinkSeconds`. */
  readonly retrySeconds?: number;
  readonly ok: Edges;
  /** Where a shopper goes who was refused, met a failure, or is a bot and was stopped. Left out: leaves. */
  readonly refused?: Edges;
  readonly failed?: Edges;
  readonly stopped?: Edges;
}

export interface Behaviour {
  readonly name: string;
  readonly description: string;
  /** Where sessions begin: the plan's channels, or fixed shares of steps that add up to 1. */
  readonly entry: 'channels' | Edges;
  /** It is no person: to be stopped by risk control is its right answer. All of a population may sit behind one address or device. */
  readonly bot?: { readonly sharesAddress?: true; readonly sharesDevice?: true };
  readonly steps: Readonly<Record<string, BehaviourStep>>;
}

/** A graph over its own nodes (one a step, in the order of `steps`). */
export interface CompiledBehaviour {
  readonly steps: readonly string[];
  readonly thinkMsMean: readonly number[];
  /** After a failure. */
  readonly retryMsMean: readonly number[];
  readonly entry: Cumulative;
  /** Edges by node, one table an outcome, in the order of EVERY_OUTCOME. */
  readonly edges: readonly (readonly Cumulative[])[];
}
export interface Cumulative {
  readonly nodes: readonly number[];
  readonly cumulative: readonly number[];
}

/** @param channelEntry the shares of entry steps that the plan's channels give */
export function compileBehaviour(
  behaviour: Behaviour,
  channelEntry: Edges,
  paceFactor: number,
): CompiledBehaviour {
  const steps = Object.keys(behaviour.steps);
  const table = (edges: Edges | undefined): Cumulative => cumulate(behaviour.name, steps, edges ?? {});
  const each = steps.map((step) => behaviour.steps[step]!);
  return {
    steps,
    thinkMsMean: each.map((step) => step.thinkSeconds * 1000 * paceFactor),
    retryMsMean: each.map((step) => (step.retrySeconds ?? step.thinkSeconds) * 1000 * paceFactor),
    entry: table(behaviour.entry === 'channels' ? channelEntry : behaviour.entry),
    edges: EVERY_OUTCOME.map((outcome) => each.map((step) => table(step[outcome]))),
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
  // Rounding must not open a crack through which a certain next step leaves the shop.
  if (sum > 1 - 1e-9 && cumulative.length > 0) cumulative[cumulative.length - 1] = 1;
  return { nodes, cumulative };
}

/**
 * Where the requests of an everlasting crowd go: the stationary distribution of the chain in which a session that leaves is
 * followed by the next one's entry, all requests ok. Found by power iteration on the lazy chain, which converges also
 * where the graph is periodic.
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

/** Adds `mass` along the edges to `into`; returns the mass that leaves. */
function spread(edges: Cumulative, mass: number, into: Float64Array): number {
  let before = 0;
  edges.nodes.forEach((node, i) => {
    const upTo = edges.cumulative[i]!;
    into[node]! += mass * (upTo - before);
    before = upTo;
  });
  return mass * (1 - before);
}

/** Mean think time a request in the stationary crowd, milliseconds: the Z of Little's law. */
export function meanThinkMs(graph: CompiledBehaviour): number {
  return visitShares(graph).reduce((sum, share, node) => sum + share * graph.thinkMsMean[node]!, 0);
}
