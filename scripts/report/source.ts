/** What a report is made of: all of it is in the run's folder. */
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';
import type { PhaseTime } from '../../scenarios/crowd/timetable.ts';
import type { Observations } from '../evidence/observations.ts';
import type { Timeline } from '../evidence/timeline.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { ReportWords } from '../words/report/words.ts';
import type { Words } from '../words/words.ts';

export interface ReportSource {
  readonly plan: PlannedRun;
  readonly forecast: Forecast;
  readonly observations: Observations;
  readonly verdict: Verdict;
  readonly timetable: readonly PhaseTime[];
  /** Null: it could not be read when the run ended, or the run is older than it. */
  readonly timeline: Timeline | null;
}

/** What every section is given. */
export interface Section extends ReportSource {
  readonly words: Words;
  /** The report's own. */
  readonly say: ReportWords;
}
