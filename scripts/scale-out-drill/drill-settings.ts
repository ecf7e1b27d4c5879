/**
 * What the simulation of a drill takes for granted. The embedded shop's delays are the plan's own, on the run's seconds; for a cluster of
 * the user's they are those of any other simulation. `--delays` changes fields of either.
 */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { QUEUE_EACH, type ReplicaSettings } from '../../scenarios/targets/mock-shop/replicas.ts';
import { SCRAPE_SECONDS } from '../rehearsal/prometheus/config.ts';
import { burnsOf } from '../rules/burn.ts';
import { type GivenSettings, type Settings, settingsWith } from '../scale-out/settings.ts';

export { SCRAPE_SECONDS };

/** The drill's own sync period: a fifth of Kubernetes', as its delays are. */
const SYNC_SECONDS = 3;
const NONE = { median: 0, p99: 0 };
/** Measured on two cores under the drill's load: from the start of a replica's process until it listens. */
const PROCESS_START = { median: 0.2, p99: 0.6 };
/** Measured: Prometheus has scraped, and has answered. */
const METRICS_LATE = { median: 0.2, p99: 0.6 };
/** Rules are evaluated each second, and crowd and scrape are as late. */
const CALL_SECONDS = 3;

export function embeddedSettings(plan: Plan, replicas: ReplicaSettings, given: GivenSettings): Settings {
  return settingsWith({
    // Every replica has its place: nothing boots, and nothing is pulled.
    ...{ nodeBoot: NONE, imagePull: NONE },
    scheduling: replicas.startSeconds ?? NONE,
    start: PROCESS_START,
    readinessEverySeconds: 0,
    ...given,
    nodes: { sparePods: replicas.countMax, ...given.nodes },
    warmUp: { share: 1, seconds: 0, ...given.warmUp },
    metrics: { everySeconds: SCRAPE_SECONDS, late: METRICS_LATE, ...given.metrics },
    shoppers: { queueEach: replicas.queueEach ?? QUEUE_EACH, ...given.shoppers },
    controller: { syncSeconds: SYNC_SECONDS, ...given.controller },
    call: { windowSeconds: burnsOf(plan).fast.longSeconds, actSeconds: CALL_SECONDS, ...given.call },
  });
}
