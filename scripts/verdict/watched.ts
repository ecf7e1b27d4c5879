/** The shares whose seconds a run must read for its verdict, and how answers count in them. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { AnswerSeries, Watched } from '../evidence/gather-dispersion.ts';
import { asCounted } from '../objectives/degraded.ts';
import { kindOf } from '../objectives/index.ts';

/** Each once, even where two objectives ask for the same. */
export function watchedIn({ objectives, drills = [] }: Plan): readonly Watched[] {
  const expected = drills.flatMap(({ expect }) => expect);
  const all = [...objectives, ...expected].flatMap(
    (objective) => kindOf(objective).watches?.(objective) ?? [],
  );
  return [...new Map(all.map((watched) => [JSON.stringify(watched), watched])).values()];
}

/** An answer as the plan's objectives count it; in the window of a drill, as the drill's expectations do. */
export const countedIn =
  (plan: Plan) =>
  (answer: AnswerSeries): AnswerSeries => {
    const drill = plan.drills?.find(({ name }) => name === answer.drill);
    return asCounted(drill === undefined ? plan : { objectives: drill.expect }, answer);
  };
