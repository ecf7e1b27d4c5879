/** The few forms of PromQL that the panels are made of. `$run`, `$phase`, `$region` and `$service` are variables of the dashboards. */
import {
  type CounterName,
  type GaugeName,
  inPrometheus,
  PROMETHEUS_OWN,
  RUN_ID,
} from '../../../scenarios/metrics.ts';
import { series } from '../../../scripts/rules/promql.ts';

/** What every query of a run asks for: two runs never mix. */
export const OF_RUN = `${RUN_ID}="$run"`;
const IN_PHASE = 'scenario=~"$phase"';
const IN_REGION = 'region=~"$region"';
/** A step belongs to the service that its name begins with: `order.create` to `order`. */
const OF_SERVICE = 'step=~"$service([.].+)?"';

/** A metric of the crowd in the phases that are chosen. */
export const crowd = (metric: CounterName | GaugeName, ...matchers: readonly string[]): string =>
  series(inPrometheus(metric), OF_RUN, IN_PHASE, ...matchers);
/** The same where it has the labels `region` and `step`. */
export const steps = (metric: CounterName, ...matchers: readonly string[]): string =>
  crowd(metric, IN_REGION, OF_SERVICE, ...matchers);
/** A metric of the crowd in all phases. */
export const whole = (metric: CounterName | GaugeName, ...matchers: readonly string[]): string =>
  series(inPrometheus(metric), OF_RUN, ...matchers);
/** What a rule has recorded of the run (scripts/rules/). */
export const recorded = (name: string, ...matchers: readonly string[]): string =>
  series(name, OF_RUN, ...matchers);
export const alerts = (...matchers: readonly string[]): string =>
  series(PROMETHEUS_OWN.alerts, OF_RUN, 'alertstate="firing"', ...matchers);

/**
 * A metric that the embedded shop tells. Where a Prometheus of the user's scrapes it, its series have no run: then they are shown
 * whatever run is chosen.
 */
export const shop = (metric: string, ...matchers: readonly string[]): string =>
  series(metric, `${RUN_ID}=~"$run|"`, 'job=~"$job"', 'instance=~"$instance"', IN_REGION, ...matchers);
/** The same where it has the label `step`. */
export const shopSteps = (metric: string, ...matchers: readonly string[]): string =>
  shop(metric, OF_SERVICE, ...matchers);

export const rate = (what: string): string => `rate(${what}[$__rate_interval])`;
/** Over the time that is shown. It is made longer by Prometheus, to the edges of that time: no exact count. */
export const grown = (what: string): string => `increase(${what}[$__range])`;

type How = 'sum' | 'max' | 'min' | 'group' | 'count';
export const by = (how: How, labels: readonly string[], what: string): string =>
  labels.length === 0 ? `${how}(${what})` : `${how} by (${labels.join(', ')}) (${what})`;
export const over = (part: string, all: string): string => `${part} / ${all}`;
/** Seconds, from cumulative buckets that were added up. */
export const quantile = (share: number, buckets: string): string =>
  `histogram_quantile(${share}, ${buckets})`;
/** `service` in place of `step`. */
export const byService = (what: string): string =>
  `label_replace(${what}, "service", "$1", "step", "([^.]+).*")`;
