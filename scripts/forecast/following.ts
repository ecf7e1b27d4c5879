/**
 * What follows an answer, as shares, from a population's behaviour graph. In a held crowd somebody always follows: whoever leaves
 * is succeeded by the next shopper of the place, at one of the entry steps. It is part of the forecast, so that a run is judged by
 * the graph that it ran.
 */
import { type CompiledBehaviour, spread } from '../../scenarios/crowd/behaviour.ts';
import type { Member } from '../../scenarios/crowd/cast.ts';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import type { Following } from './forecast.ts';

/** Shares are differences of running sums. Rounded to this part, one that is certain is 1. */
const PRECISION = 1e12;

/** The longest mean think time after an answer that leads on, milliseconds; 0 if none does. */
export const longestThinkMs = ({ edges, thinkMsMean, retryMsMean }: CompiledBehaviour): number =>
  Math.max(
    0,
    ...EVERY_OUTCOME.flatMap((outcome, o) =>
      edges[o]!.flatMap(({ nodes }, node) => {
        if (nodes.length === 0) return [];
        return [outcome === 'failed' ? retryMsMean[node]! : thinkMsMean[node]!];
      }),
    ),
  );

export function followingOf({
  population,
  graph,
}: Pick<Member, 'population' | 'graph'>): readonly Following[] {
  return EVERY_OUTCOME.flatMap((outcome, o) =>
    graph.steps.flatMap((step, node) => {
      const shares = new Float64Array(graph.steps.length);
      const leaving = spread(graph.edges[o]![node]!, 1, shares);
      if (population.kind === 'held') spread(graph.entry, leaving, shares);
      return graph.steps.flatMap((next, i) => {
        const share = Math.round(shares[i]! * PRECISION) / PRECISION;
        return share > 0 ? [{ step, outcome, next, share }] : [];
      });
    }),
  );
}
