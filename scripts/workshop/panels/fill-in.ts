/** The variables of a query filled in as Grafana does. */

/** What is chosen at the top of a dashboard. */
export interface Chosen {
  readonly run: string;
  /** A regular expression: all of them are `.+`. */
  readonly phase: string;
  readonly region: string;
  readonly service: string;
  readonly step: string;
}
export interface Shown {
  readonly fromMs: number;
  readonly untilMs: number;
}

const ALL = '.+';
export const everything = (run: string, step: string): Chosen => ({
  ...{ run, step },
  ...{ phase: ALL, region: ALL, service: ALL },
});

/** Grafana draws about as many points as a panel has pixels. */
const POINTS = 1000;
/** A rate looks back four steps, so that one late scrape is no gap. */
const STEPS_A_RATE = 4;
const MS_PER_SECOND = 1000;
const DEFAULT_STEP_SECONDS = 2;

/** Seconds: the step in which a query of this least step is asked. */
export const stepSeconds = (interval: string, { fromMs, untilMs }: Shown): number =>
  Math.max(leastStep(interval), Math.ceil((untilMs - fromMs) / MS_PER_SECOND / POINTS));

const leastStep = (interval: string): number =>
  interval === '' ? DEFAULT_STEP_SECONDS : Number(/^(\d+)s$/.exec(interval)![1]);

/**
 * `$__rate_interval` is max($__interval + least step, 4 × least step).
 * @see https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-__rate_interval
 * @throws Error for a variable that nothing is known about
 */
export function filledIn(expr: string, interval: string, chosen: Chosen, shown: Shown): string {
  const least = leastStep(interval);
  const rateSeconds = Math.max(stepSeconds(interval, shown) + least, STEPS_A_RATE * least);
  const values: Readonly<Record<string, string>> = {
    ...chosen,
    job: ALL,
    instance: ALL,
    __rate_interval: `${rateSeconds}s`,
    __range: `${Math.ceil((shown.untilMs - shown.fromMs) / MS_PER_SECOND)}s`,
  };
  // A digit after the sign is a group of label_replace, which Grafana leaves alone.
  return expr.replaceAll(/\$([a-z_]\w*)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`“${expr}” has a variable $${name}`);
    return value;
  });
}
