/**
 * What a session is sure to keep when it comes to each step of a behaviour: the intersection over all ways there (a forward
 * must-analysis, as compilers do for definite assignment; Aho et al., "Compilers", 2nd ed., 9.2). An ok or degraded answer gives
 * what its step takes, because without it the answer has failed. Any other answer gives nothing.
 */
import type { Behaviour, Edges } from './behaviour.ts';
import type { Shop, Step } from './shop.ts';

export interface Unmet {
  readonly step: string;
  /** Places in the shop's `keeps`. */
  readonly missing: readonly number[];
  /** The step from which somebody may come without; null: a session may begin there. */
  readonly by: string | null;
}

type Arrival = { readonly kept: ReadonlySet<number>; readonly by: string | null };

export function keptOnArrival(
  behaviour: Behaviour,
  { channels, cookies, keeps }: Pick<Shop, 'channels' | 'cookies' | 'keeps'>,
  steps: ReadonlyMap<string, Step>,
): readonly Unmet[] {
  // Any answer may set a cookie, so a listed one is taken to be there after the first.
  const listed = typeof cookies === 'string' ? [] : cookies.map((name) => keeps.indexOf(name));
  const arrivals = new Map<string, Arrival[]>();
  const sure = new Map<string, ReadonlySet<number>>();
  const todo: string[] = [];
  const arrive = (step: string, arrival: Arrival): void => {
    if (!Object.hasOwn(behaviour.steps, step)) return;
    arrivals.set(step, [...(arrivals.get(step) ?? []), arrival]);
    const before = sure.get(step);
    const after = before === undefined ? arrival.kept : intersection(before, arrival.kept);
    if (before !== undefined && after.size === before.size) return;
    sure.set(step, after);
    todo.push(step);
  };
  const entries = behaviour.entry === 'channels' ? Object.values(channels) : leading(behaviour.entry);
  for (const step of entries) arrive(step, { kept: new Set(), by: null });
  while (todo.length > 0) {
    const name = todo.pop()!;
    const { ok, degraded = ok, refused, failed, stopped } = behaviour.steps[name]!;
    const here = new Set([...sure.get(name)!, ...listed]);
    const given = new Set([...here, ...(steps.get(name)?.takes ?? []).map(({ index }) => index)]);
    for (const step of [...leading(ok), ...leading(degraded)]) arrive(step, { kept: given, by: name });
    for (const step of [...leading(refused), ...leading(failed), ...leading(stopped)])
      arrive(step, { kept: here, by: name });
  }
  return [...arrivals].flatMap(([step, its]): Unmet[] => {
    const needs = steps.get(step)?.needs ?? [];
    const lacking = its.find(({ kept }) => needs.some((index) => !kept.has(index)));
    if (lacking === undefined) return [];
    return [{ step, missing: needs.filter((index) => !lacking.kept.has(index)), by: lacking.by }];
  });
}

const leading = (edges: Edges | undefined): string[] =>
  Object.entries(edges ?? {}).flatMap(([step, probability]) => (probability > 0 ? [step] : []));

const intersection = (one: ReadonlySet<number>, other: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...one].filter((each) => other.has(each)));
