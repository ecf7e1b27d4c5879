/**
 * Every metric and label that Carnival writes, in one place. The crowd writes them; the verdict, the rules and the panels
 * read them. k6 exports them to Prometheus with a `k6_` prefix and, for counters, a `_total` suffix.
 *
 * Units are in the names: `_ms`, `_seconds`. Counters without a unit count events.
 */
export const COUNTER = {
  /** Requests whose intended time has come. Labels: step, region, and drill if they are in a drill's window. */
  intended: 'carnival_intended',
  /** The same by population, for Little's law. Label: population. */
  intendedByPopulation: 'carnival_intended_by_population',
  /** Requests that ended. Labels: step, region, drill, outcome, within (see WITHIN). */
  responses: 'carnival_responses',
  /** Requests that were intended but not sent before the drain ended. Labels: step, region, drill. */
  unsent: 'carnival_unsent',
  /** Answers of steps that risk control guards. Labels: population, answer (passed | stopped | other). */
  guarded: 'carnival_guarded',
  /** Sessions that risk control stopped at least once. Each counts once, however often it tries. Label: population. */
  sessionsStopped: 'carnival_sessions_stopped',
  /**
   * The same answers by who asked. What they imply for later steps is compared with the requests that were made. Labels:
   * population, step, region, outcome.
   */
  answers: 'carnival_answers',
  /** Sessions begun (first request intended), by their first step. Labels: population, step, region, cause (see SESSION_CAUSES). */
  sessions: 'carnival_sessions',
  /**
   * Shoppers who were sent on to a step but never came: the phase ended while they thought, or a falling crowd lost their place.
   * Labels: population, step, region.
   */
  cutOff: 'carnival_cut_off',
  /** Sessions that sent at least one request. A returning shopper counts again. Label: population. */
  distinctShoppers: 'carnival_distinct_shoppers',
  /** Cumulative buckets: actual minus intended send. Labels: le (seconds), cause (generator | slot). */
  sendLagBucket: 'carnival_send_lag_seconds_bucket',
  /** Cumulative buckets: how late the crowd's own clock ticked. Label: le (seconds). */
  tickLagBucket: 'carnival_tick_lag_seconds_bucket',
  /** Cumulative buckets: response minus intended send. Labels: le (seconds), step. For pictures; the verdict reads `responses`. */
  responseTimeBucket: 'carnival_response_time_seconds_bucket',
  /**
   * Response time, added up: seconds. Outside all drills, of answers that neither failed nor were stopped nor were late by the generator.
   * Label: step. It compares runs.
   */
  responseSeconds: 'carnival_response_seconds',
  /**
   * Buckets as of `responseTimeBucket` where a drill must leave others alone. Labels: le (seconds), region, and step if a drill names
   * it: all other steps of a region share a series.
   */
  bystanderTimeBucket: 'carnival_bystander_time_seconds_bucket',
  /** Cumulative buckets: response minus actual send. Labels: le (seconds). For pictures. */
  serviceTimeBucket: 'carnival_service_time_seconds_bucket',
  /**
   * Cumulative buckets: response minus actual send, in a drill that judges a breaker and at its steps. Labels: le (seconds), step,
   * region, drill, outcome.
   */
  drillServiceTimeBucket: 'carnival_drill_service_time_seconds_bucket',
  /** Answers of the steps of a gray release. Labels: step, region, version (see VERSIONS), outcome, within. */
  versionResponses: 'carnival_version_responses',
  /** Service time of those that did not fail and were not late by the generator: seconds. Labels: step, region, version. */
  versionServiceSeconds: 'carnival_version_service_seconds',
  /** Integral of shoppers held over time. Label: population. Divide by the phase's seconds for the mean. */
  shopperSeconds: 'carnival_shopper_seconds',
  /** Integral of requests in flight or waiting for a slot over time (Little's L). Label: population. */
  pendingSeconds: 'carnival_pending_seconds',
  /** Failed responses that were the generator's own fault: for example, it could not open a socket. */
  ownFailures: 'carnival_own_failures',
  /** Connections that the target closed before their time. Label: step. */
  connectionsDropped: 'carnival_connections_dropped',
  /** Integral of open connections over time. Divide by the phase's seconds for the mean. */
  connectionSeconds: 'carnival_connection_seconds',
  /** 1 when a VU has begun its phase. Label: vu. */
  vuStarted: 'carnival_vu_started',
  /** 1 when a VU has drained its phase. Label: vu. Missing: the VU died. */
  vuFinished: 'carnival_vu_finished',
} as const;

export const GAUGE = {
  /** Shoppers in a session now. Labels: vu, population. */
  shoppers: 'carnival_shoppers',
  /** Requests in flight now. Label: vu. */
  inFlight: 'carnival_in_flight',
  /** Requests that are due but wait for an in-flight slot. Label: vu. */
  waiting: 'carnival_waiting',
  /** The timetable of drills, for charts and alerts: see DRILL_STATE. Labels: vu, drill. */
  drill: 'carnival_drill',
  /** WebSockets open now. Label: vu. Only for shops that have a step with one. */
  connections: 'carnival_connections',
} as const;

/** Written only when CARNIVAL_EXACT_TREND is set: every sample, for tests that need exact quantiles. */
export const EXACT_TREND = { responseTime: 'carnival_response_time' } as const;

/** `carnival_drill`: outside its window, in its fault's time, in the time that recovery may take. */
export const DRILL_STATE = { off: 0, fault: 1, recovery: 2 } as const;
/** The label `drill` of requests that are in no drill's window: the series has none, and a query finds it by this. */
export const NO_DRILL = '';

/** What a `carnival boundary` tells at its control port. Counters; the labels are in brackets. */
export const BOUNDARY = {
  /** Calls that arrived, whatever became of them. [boundary] */
  arrivals: 'carnival_boundary_arrivals_total',
  /** Calls that ended. [boundary, answer]: passed, latency, error, hang, reset, slow-body, gone (the caller left), failed (the dependency did not answer). */
  answers: 'carnival_boundary_answers_total',
  /** Calls under way. A gauge. [boundary] */
  inFlight: 'carnival_boundary_in_flight',
  /** 1 while a fault of this kind is set. A gauge. [boundary, kind] */
  fault: 'carnival_boundary_fault',
} as const;

/** What the embedded shop tells of its breakers at /metrics/breakers, and with the rest at /metrics. */
export const SHOP_BREAKER = {
  /** A gauge: 0 closed, 1 half-open, 2 open. [dependency, region] */
  state: 'shop_breaker_state',
  /** [dependency, region, event]: the events of opossum. */
  events: 'shop_breaker_events_total',
  /** Calls that passed the breaker and reached the dependency. [dependency, region] */
  arrivals: 'shop_dependency_arrivals_total',
} as const;

/** What the rules read of the embedded shop besides. All have the label `region`; others are in brackets. */
export const SHOP = {
  /** Campaign minutes until sold out; no series while it does not sell. [product] */
  stockoutMinutes: 'shop_inventory_stockout_minutes',
  /** 1: sold out within 30 campaign minutes, or already. [product] */
  stockoutWarning: 'shop_inventory_stockout_warning',
  /** Sold / expected by now, in orders or revenue, whichever is less. */
  goalShare: 'shop_kpi_goal_share',
  /** 1: below 60 % of the goal, and late enough in the campaign to say so. */
  goalAlert: 'shop_kpi_alert',
  /** The factor by which resources are multiplied; 1 as long as sales reach the goal. */
  boost: 'shop_kpi_boost',
  /** How late its event loop was between two scrapes: prom-client's default metric. */
  eventLoopLag: 'nodejs_eventloop_lag_p99_seconds',
} as const;
/** What charts and the panels in dashboards/grafana/ read of the embedded shop besides. All have the label `region`; others are in brackets. */
export const SHOP_FIGURE = {
  /** Requests answered. [step, status] */
  requests: 'shop_requests_total',
  /** A histogram, from a request's arrival to its answer. [step] */
  duration: 'shop_request_duration_seconds',
  /** Requests turned away under pressure. [step, priority] */
  shed: 'shop_shed_total',
  /** 0 to 1: how late the event loop is, or what a fault says. */
  pressure: 'shop_pressure_ratio',
  /** [kind]: created, cancelled, timed_out. */
  orders: 'shop_orders_total',
  /** Orders sold: paid, and neither cancelled nor returned. */
  ordersSold: 'shop_kpi_orders',
  /** Their revenue in fen. */
  revenueFen: 'shop_kpi_revenue_fen',
  /** [campaign] */
  couponsIssued: 'shop_coupons_issued_total',
  /** [campaign] */
  couponsRedeemed: 'shop_coupons_redeemed_total',
  /** Coupons that may still be issued. [campaign] */
  couponsLeft: 'shop_coupons_left',
  /** Redeemed / issued. [window]: open, decided. */
  redemptionRate: 'shop_coupons_redemption_rate',
  /** 1 while no coupons are issued. */
  couponsPaused: 'shop_coupons_paused',
  /** What was decided at the end of a window. [action] */
  issuanceDecisions: 'shop_coupons_issuance_decisions_total',
  /** Pieces of the flash sale that are left. [product] */
  stockLeft: 'shop_stock_left_pieces',
  /** Reservations that hold a piece. */
  reservationsLive: 'shop_reservations_live',
  /** Shoppers who took this step of group-buying. [step] */
  groupFunnel: 'shop_groups_funnel_total',
  /** Guarded requests stopped by risk control. [rule] */
  riskStopped: 'shop_risk_stopped_total',
  /** [kind]: accounts, addresses and devices that are blocked. */
  riskBlocked: 'shop_risk_blocked',
  /** Questions that wait for an agent. */
  supportWaiting: 'shop_support_waiting',
  /** Parcels that wait because no warehouse has room. */
  parcelsWaiting: 'shop_logistics_waiting',
  /** Viewers of livestreams. [room] */
  viewers: 'shop_livestreams_viewers',
} as const;
/** What the embedded shop's balancer tells of its replicas. Gauges but for one; all have the label `region`. Others are in brackets. */
export const SHOP_REPLICA = {
  /** How many replicas there are to be. */
  asked: 'carnival_shop_replicas_asked',
  /** How many take requests. */
  ready: 'carnival_shop_replicas_ready',
  /** Requests that wait for a place. */
  waiting: 'carnival_shop_balancer_waiting',
  /** A counter: place-seconds used ÷ places. It grows by 1 a second while all places are in use. [replica] */
  busySeconds: 'carnival_shop_replica_busy_seconds_total',
  /** When it was asked for, in epoch seconds. [replica] */
  createdAt: 'carnival_shop_replica_created_seconds',
  /** When it was ready, in epoch seconds; no series before. [replica] */
  readyAt: 'carnival_shop_replica_ready_seconds',
} as const;
/** prom-client's default metrics of each region's process. */
export const NODE_PROCESS = {
  cpuSeconds: 'process_cpu_seconds_total',
  residentBytes: 'process_resident_memory_bytes',
} as const;
/** What Prometheus itself writes: whether a page answered, and which alerts are on. */
export const PROMETHEUS_OWN = { up: 'up', alerts: 'ALERTS' } as const;

/** The job under which the run's Prometheus scrapes the embedded shop's regions. */
export const SHOP_JOB = 'shop';

/** On every series of a run: its id. Its readers ask for this run's series only. */
export const RUN_ID = 'run_id';

export type CounterName = (typeof COUNTER)[keyof typeof COUNTER];
export type GaugeName = (typeof GAUGE)[keyof typeof GAUGE];

/**
 * How an honest shopper's request ended. `refused` is a correct business answer, such as sold out or quota used up. `failed` is
 * anything wrong, including being mistaken for a bot. `degraded` is a promise kept in part, or for later: the target said so.
 */
export const OUTCOMES = ['ok', 'refused', 'failed', 'degraded'] as const;
/** How any request ended. `stopped`: risk control turned a bot away, as it should. It is last, so that the others keep their index. */
export const EVERY_OUTCOME = [...OUTCOMES, 'stopped'] as const;
export type Outcome = (typeof EVERY_OUTCOME)[number];

/**
 * Whether an answer came within the plan's limit of the intended send. `own`: it did not, but only because of the generator. Its
 * own send was late, and without that delay the answer would have been in time; or the request failed inside the generator.
 */
export const WITHIN = ['false', 'true', 'own'] as const;
export type Within = (typeof WITHIN)[number];

/** Which version of a gray release answered. `unknown`: there was no answer that could say so. */
export const VERSIONS = ['stable', 'canary', 'unknown'] as const;
export type Version = (typeof VERSIONS)[number];

/** What risk control did with a guarded request of any shopper: let it pass or stopped it. `other`: it failed, so nobody knows. */
export const GUARDED_ANSWERS = ['passed', 'stopped', 'other'] as const;
export type GuardedAnswer = (typeof GUARDED_ANSWERS)[number];

/**
 * Why a session began. `plan`: it arrived, was released, was there from the start, or the crowd grew: the target cannot influence
 * this. `succession`: it took the held place of a session that had ended.
 */
export const SESSION_CAUSES = ['plan', 'succession'] as const;
export type SessionCause = (typeof SESSION_CAUSES)[number];

/** Why a request left late: the generator itself, or no free in-flight slot because the target was slow. */
export const LAG_CAUSES = ['generator', 'slot'] as const;
export type LagCause = (typeof LAG_CAUSES)[number];

/** A tick or a send is late beyond this, milliseconds. It is also a bucket bound of the lag histograms, so it is read exactly. */
export const LATE_MS = 100;

/** Bucket bounds of the lag histograms, milliseconds. */
export const LAG_BUCKETS_MS = [
  2, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10_000,
] as const;

/** Bucket bounds of the response and service time histograms, milliseconds. 1200 is the campaign's limit. */
export const TIME_BUCKETS_MS = [
  1, 2, 5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1000, 1200, 1500, 2000, 3000, 5000, 10_000,
] as const;

/** The name under which k6 exports a metric to Prometheus. */
export const inPrometheus = (name: CounterName | GaugeName): string =>
  (Object.values(GAUGE) as string[]).includes(name) ? `k6_${name}` : `k6_${name}_total`;
