/**
 * The way that `carnival try` takes through a behaviour: it follows the graph, and prefers steps where nobody has been. What an answer
 * leads to is known only once one was seen, so a way back goes along the outcomes that were seen.
 */
import type { Outcome } from '../metrics.ts';
import type { Behaviour, Edges } from '../shop/behaviour.ts';

/** How far it is to a step where nobody has been; such a step itself is 0. */
type Distances = ReadonlyMap<string, number>;

export class Walk {
  readonly #steps: Behaviour['steps'];
  readonly #entry: Edges;
  /** By step that was visited: the outcomes of its answers. */
  readonly #seen = new Map<string, Set<Outcome>>();

  /** @param entry the steps where sessions begin, with their shares */
  constructor({ steps }: Pick<Behaviour, 'steps'>, entry: Edges) {
    this.#steps = steps;
    this.#entry = entry;
  }

  get visited(): number {
    return this.#seen.size;
  }

  /** In the behaviour's order. */
  get unvisited(): readonly string[] {
    return Object.keys(this.#steps).filter((step) => !this.#seen.has(step));
  }

  /** Where the next shopper begins; null: nobody who comes would see anything new. */
  begin(): string | null {
    return nearest(this.#entry, this.#distances());
  }

  /** Where the shopper goes after an answer; null: it leaves, because no way from here leads to anything new. */
  after(step: string, outcome: Outcome): string | null {
    const outcomes = this.#seen.get(step) ?? new Set();
    this.#seen.set(step, outcomes.add(outcome));
    return nearest(this.#edges(step, outcome), this.#distances());
  }

  #edges(step: string, outcome: Outcome): Edges {
    const its = this.#steps[step];
    return its?.[outcome] ?? (outcome === 'degraded' ? its?.ok : undefined) ?? {};
  }

  /** Breadth first, from the steps where nobody has been backwards. */
  #distances(): Distances {
    const distances = new Map(this.unvisited.map((step) => [step, 0]));
    const ways = [...this.#seen].map(([step, outcomes]) => ({
      step,
      next: [...outcomes].flatMap((outcome) => possible(this.#edges(step, outcome)).map(([name]) => name)),
    }));
    for (let far = 1; ; far++) {
      const reached = ways.filter(
        ({ step, next }) =>
          !distances.has(step) &&
          next.some((name) => (distances.get(name) ?? Number.POSITIVE_INFINITY) < far),
      );
      if (reached.length === 0) return distances;
      for (const { step } of reached) distances.set(step, far);
    }
  }
}

const possible = (edges: Edges): readonly (readonly [string, number])[] =>
  Object.entries(edges).filter(([, probability]) => probability > 0);

/** The nearest to something new; of those equally near, the most probable. */
function nearest(edges: Edges, distances: Distances): string | null {
  const [best] = possible(edges)
    .filter(([step]) => distances.has(step))
    .sort(([a, mine], [b, theirs]) => distances.get(a)! - distances.get(b)! || theirs - mine);
  return best?.[0] ?? null;
}
