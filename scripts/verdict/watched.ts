/** The shares whose seconds a run must read for its verdict. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Watched } from '../evidence/gather-dispersion.ts';
import { kindOf } from '../objectives/index.ts';

/** Each once, even where two objectives ask for the same. */
export function watchedIn({ objectives }: Plan): readonly Watched[] {
  const all = objectives.flatMap((objective) => kindOf(objective).watches?.(objective) ?? []);
  return [...new Map(all.map((watched) => [JSON.stringify(watched), watched])).values()];
}
