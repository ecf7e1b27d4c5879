/** The words of the live screen, of its log, and of the live page. */
export interface LiveWords {
  readonly setUp: string;
  readonly drain: string;
  readonly begins: (when: string) => string;
  readonly allDone: (length: string) => string;
  readonly progress: (elapsed: string, length: string, left: string) => string;
  readonly done: string;
  readonly left: (time: string) => string;
  readonly startsIn: (time: string) => string;
  readonly now: string;
  readonly lastSeconds: (seconds: string) => string;
  readonly wholeRun: string;
  readonly shoppers: string;
  readonly offered: string;
  readonly achieved: string;
  readonly answered: string;
  readonly within: (seconds: string) => string;
  readonly coupons: string;
  readonly orders: string;
  readonly lag: string;
  /** For one line of a log. */
  readonly short: Readonly<Record<'offered' | 'achieved' | 'within' | 'coupons' | 'lag', string>>;
  readonly noDataYet: string;
  readonly noData: (time: string, reason: string) => string;
  readonly drillsOver: string;
  readonly nextDrill: (drill: string, time: string) => string;
  readonly drillFault: (drill: string, time: string) => string;
  readonly drillRecovery: (drill: string, time: string) => string;
  readonly breakers: (states: string) => string;
  readonly allClosed: (count: string) => string;
  readonly othersClosed: (count: string) => string;
  /** An objective spends its budget too fast: six times as fast as it may, or twice. */
  readonly burningFast: (objective: string) => string;
  readonly burningSlow: (objective: string) => string;
  readonly ticket: (warning: string) => string;
  readonly inDrill: (drill: string) => string;
  /** Of the page. */
  readonly pageWaiting: string;
  readonly pageJudging: string;
  readonly pageGone: string;
  readonly pageNoReport: string;
  /** On the console. */
  readonly watchAt: (url: string) => string;
  readonly portTaken: (port: string) => string;
  readonly figures: string;
  readonly figure: string;
  readonly course: string;
  readonly stage: Readonly<Record<'ahead' | 'fault' | 'recovery' | 'over', (time: string) => string>>;
  readonly phases: string;
  readonly drills: string;
  readonly breakersHeading: string;
  readonly alerts: string;
  readonly noAlerts: string;
}
