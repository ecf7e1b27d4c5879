/**
 * What the emergency plan rehearses: the measures that the campaign's review asks for under extreme traffic, each with what must be seen of
 * it. Times are real seconds from the burst's beginning.
 */
import { conforms } from '../drills/conformance.ts';
import {
  bankIsDown,
  CHECKOUT_FIRST,
  databaseIsPressed,
  isolatedAsFarAsSeen,
  regionIsPressed,
} from './embedded-drills.ts';
import type { PlannedDrill } from './plan.ts';

const CAMPAIGN = 'campaign review';
const THRESHOLDS = `${CAMPAIGN}: breakers with thresholds (熔斷閥值)`;

/** A place of the plan's timetable. */
interface DrillAt {
  /** The burst's calendar minute at which the fault begins. */
  readonly minute: number;
  readonly region: string;
}

/**
 * Long enough for a breaker to open and to try in vain, and for the others' seconds to be compared. Then it stays open for six more
 * seconds at most, and what was promised for later is settled in some three.
 */
const BREAKER_LASTS = { seconds: 13, recoverySeconds: 12 };
const RECOVERS = { recoversWithinSeconds: 10, recoversToShare: 0.95 };
/** A breaker that counts five seconds opens after half of them, and rules are looked at each second. */
const NOTICED_SECONDS = 8;
/** The fault and the breaker's last wait are 19 of 25 seconds. */
const DEGRADED_SHARE_MAX = 0.9;

/** Real seconds that the buyers come late, and that the plan waits until nothing of it is left. */
export const LATE_SECONDS = 10;
const LATE_RECOVERY_SECONDS = 20;
/** Sales are judged from minute 45 on, 22.5 s after the beginning; then the shop looks each second, and so do the rules. */
const CALLED_FOR_SECONDS = 27;

/** Buyers come late, so the first look at sales finds less than 60 % of the goal: more resources are called for, and switched on. */
export const slowOpening = (regions: readonly string[]): PlannedDrill => ({
  name: 'slow-opening',
  at: { phase: 'burst', minute: 0 },
  for: { seconds: LATE_SECONDS, recoverySeconds: LATE_RECOVERY_SECONDS },
  where: { steps: ['order.create'] },
  fault: { kind: 'expect-only' },
  expect: regions.flatMap((region) => [
    {
      id: `scale-out-is-called-for-${region}`,
      kind: 'alert-fires',
      alert: 'KpiBelowGoal',
      labels: { region },
      withinSeconds: CALLED_FOR_SECONDS,
      source: `${CAMPAIGN}: below 60 % of the goal, more resources are switched on (增資源)`,
    },
    {
      id: `resources-are-added-${region}`,
      kind: 'alert-fires',
      alert: 'ResourcesAdded',
      labels: { region },
      withinSeconds: CALLED_FOR_SECONDS + 1,
      source: `${CAMPAIGN}: below 60 % of the goal, more resources are switched on (增資源)`,
    },
  ]),
});

/** The bank is down: payments are taken as pending, and settled when it is back. */
export const bankDown = ({ minute, region }: DrillAt): PlannedDrill => ({
  name: 'bank-down',
  at: { phase: 'burst', minute },
  for: BREAKER_LASTS,
  ...bankIsDown(region),
  expect: [...isServedBy('payment.pay', 'pending'), ...conforms('bank', { source: THRESHOLDS, ...RECOVERS })],
});

/** The database has two connections left and is slow: searches are answered with popular products. */
export const databasePressure = ({ minute, region }: DrillAt): PlannedDrill => ({
  name: 'database-pressure',
  at: { phase: 'burst', minute },
  for: BREAKER_LASTS,
  ...databaseIsPressed(region),
  expect: [
    ...isServedBy('search.query', 'popular-products'),
    // Soon after another drill neighbouring seconds still resemble each other, and then twenty more quiet ones would be needed to prove it.
    ...conforms('database', { source: THRESHOLDS, failingShare: 1, ...RECOVERS }).map(isolatedAsFarAsSeen),
  ],
});

/** Nobody fails for want of the dependency, nobody waits, and whoever is on call is told. */
const isServedBy = (step: string, fallback: string): PlannedDrill['expect'] => [
  {
    id: fallback,
    kind: 'degraded',
    step,
    maxShare: DEGRADED_SHARE_MAX,
    source: 'assumption: until the breaker has closed again, the fallback answers',
  },
  { id: 'nobody-fails', kind: 'success', step, targetShare: 0.99, source: THRESHOLDS },
  { id: 'in-time', kind: 'response-time', targetShare: 0.99, source: THRESHOLDS },
  {
    id: 'is-noticed',
    kind: 'alert-fires',
    alert: 'BreakerOpen',
    withinSeconds: NOTICED_SECONDS,
    source: 'assumption: an alert is worth what it fires in a drill',
  },
];

/** A region is pressed: it turns away what matters least, and whoever buys does not notice. */
export const pressure = ({ minute, region }: DrillAt): PlannedDrill => ({
  name: 'pressure',
  at: { phase: 'burst', minute },
  for: { seconds: 8, recoverySeconds: 4 },
  ...regionIsPressed(region),
  expect: [
    {
      id: 'checkout-is-kept',
      ...CHECKOUT_FIRST,
      source: `${CAMPAIGN}: an emergency plan for extreme traffic; assumption: AR, support and recommendations can wait`,
    },
  ],
});

/** A region dies as in a power cut of its machine, and comes back on its data. */
export const regionLost = ({ minute, region }: DrillAt): PlannedDrill => ({
  name: 'region-lost',
  at: { phase: 'burst', minute },
  for: { seconds: 5, recoverySeconds: 14 },
  where: { process: region },
  fault: { kind: 'kill' },
  expect: [
    {
      id: 'is-noticed',
      kind: 'alert-fires',
      alert: 'RegionDown',
      withinSeconds: NOTICED_SECONDS,
      source: 'assumption: an alert is worth what it fires in a drill',
    },
    {
      id: 'is-back',
      kind: 'load-recovers',
      maxSeconds: RECOVERS.recoversWithinSeconds,
      targetShare: RECOVERS.recoversToShare,
      source: `${CAMPAIGN}: a database crashed during a sale; assumption: a region that is started again serves within ten seconds`,
    },
    {
      id: 'most-are-served',
      kind: 'response-time',
      targetShare: 0.3,
      source:
        'assumption: it is away for five seconds of nineteen, and needs a few more to be as quick as before',
    },
  ],
});
