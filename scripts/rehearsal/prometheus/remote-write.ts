/** How k6 writes to a Prometheus: an option of its command line, and variables of its environment. */
import type { PrometheusAccess } from './access.ts';

/** k6's `--out`. */
export const REMOTE_WRITE_OUTPUT = 'experimental-prometheus-rw';

/**
 * What a k6 (2.2) that writes to the Prometheus needs in its environment, where only this user can read the password.
 *
 * k6's own trends are sent as native histograms, because its trend sink keeps every sample. A `--features` on k6's command line
 * replaces all of K6_FEATURES, so it must name these too. With `merge-run-tags`, a script's own `tags` stay beside those of `--tag`.
 *
 * Stale markers do not change the verdict, because `last_over_time` ignores them. Without them, panels would show the series of a
 * k6 that has ended for another five minutes.
 */
export const remoteWriteEnv = ({
  url,
  user,
  password,
}: PrometheusAccess): Readonly<Record<string, string>> => ({
  K6_PROMETHEUS_RW_SERVER_URL: `${url}/api/v1/write`,
  K6_PROMETHEUS_RW_USERNAME: user,
  K6_PROMETHEUS_RW_PASSWORD: password,
  K6_PROMETHEUS_RW_PUSH_INTERVAL: '1s',
  K6_PROMETHEUS_RW_STALE_MARKERS: 'true',
  K6_FEATURES: 'native-histograms,merge-run-tags',
});
