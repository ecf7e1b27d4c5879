/** The timetable of a plan's drills, for people. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import { faultInWords, placeInWords } from '../../scenarios/drills/words.ts';
import { columns } from '../text/columns.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { wrap } from '../text/wrap.ts';
import type { Words } from '../words/words.ts';

const MS_PER_SECOND = 1000;
const COLUMNS = [-20, -12, 8, 8, 10] as const;

/** Two lines a drill; nothing for a plan without drills. Times are real seconds from the run's zero. */
export function printDrills(plan: Plan, { forecast, drillText }: Words): readonly string[] {
  const { drills = [] } = plan;
  if (drills.length === 0) return [];
  const line = (...texts: readonly string[]): string => `  ${columns(texts, COLUMNS)}`;
  const times = drillTimes(plan);
  const { drill, phase, at, fault: broken, recovery } = forecast.drill;
  const inSeconds = (seconds: number): string => forecast.inSeconds(inShort(seconds));
  return [
    line(drill, phase, at, broken, recovery),
    ...drills.flatMap(({ name, where, fault, expect, for: { seconds, recoverySeconds } }, i) => [
      line(
        name,
        times[i]!.phase,
        inSeconds(times[i]!.beginMs / MS_PER_SECOND),
        inSeconds(seconds),
        inSeconds(recoverySeconds),
      ),
      `    ${forecast.drillSays(drillText(placeInWords(where)), drillText(faultInWords(fault)), inFull(expect.length))}`,
    ]),
    ...wrap(forecast.drillsJudged, { lead: '  ', hang: 2 }),
  ];
}
