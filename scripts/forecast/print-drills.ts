/** The timetable of a plan's drills, for people. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import { faultInWords, placeInWords } from '../../scenarios/drills/words.ts';
import { columns } from '../text/columns.ts';
import { inShort, plural } from '../text/numbers.ts';

const MS_PER_SECOND = 1000;
const COLUMNS = [-20, -12, 8, 8, 10] as const;

/** Two lines a drill; nothing for a plan without drills. Times are real seconds from the run's zero. */
export function printDrills(plan: Plan): readonly string[] {
  const { drills = [] } = plan;
  if (drills.length === 0) return [];
  const line = (...texts: readonly string[]): string => `  ${columns(texts, COLUMNS)}`;
  const times = drillTimes(plan);
  return [
    line('drill', 'phase', 'at', 'fault', 'recovery'),
    ...drills.flatMap(({ name, where, fault, expect, for: { seconds, recoverySeconds } }, i) => [
      line(
        name,
        times[i]!.phase,
        inSeconds(times[i]!.beginMs / MS_PER_SECOND),
        inSeconds(seconds),
        inSeconds(recoverySeconds),
      ),
      `    ${placeInWords(where)}: ${faultInWords(fault)}; ${plural(expect.length, 'expectation')}`,
    ]),
    '  Requests in these times and places are judged by what the drill expects, all others by the plan.',
  ];
}

const inSeconds = (seconds: number): string => `${inShort(seconds)} s`;
