/**
 * In a drill: the alert that ought to fire because of it did, in the run's own Prometheus, and soon enough. An alert that slept through
 * its drill would sleep through the real thing too. One that tells of open breakers had nothing to notice if none opened: then it is
 * the breaker that fails.
 *
 * It must fire within the drill's window and scope: where it has a region, a step, a dependency or a drill in its labels, they are those
 * of the drill. One that fired before the fault is about something else. The time counts from when the fault was surely set, or from the
 * plan's time where nobody saw it. Only a run whose rules were evaluated all the while can say that an alert slept.
 *
 * A census, like a `promql` objective: decision 081.
 */
import { z } from 'zod';
import { scopeOf } from '../../scenarios/drills/scope.ts';
import { from, growth, isAway, readingsOf, upTo } from '../breakers/readings.ts';
import { type Cell, FULL_COUNT } from '../evidence/cell.ts';
import type { AlertSeen, BreakerReadings } from '../evidence/drills-seen.ts';
import type { DrillEvidence, Evidence } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { above0, type DeepReadonly, LIMIT, text } from '../mistakes/fields.ts';
import { ALERTS } from '../rules/alerts.ts';
import { WATCHDOG } from '../rules/rules.ts';
import { inShort } from '../text/numbers.ts';
import { MS_PER_SECOND } from './clause.ts';
import { checkInDrill } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

/** `labels`: others that it must have, such as { objective: 'coupon-redemption' }. */
const schema = objectiveFields('alert-fires', {
  alert: text,
  withinSeconds: above0.lte(LIMIT.drillSecondsMax),
  labels: z.record(z.string(), text).exactOptional(),
});
type AlertFires = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'alert-fires': AlertFires;
  }
}

export const alertFires = {
  schema,
  isA: 'census',
  check(objective, at) {
    checkInDrill(objective, at);
    const { plan, path, known, report, inDrill } = at;
    const { alert, withinSeconds } = objective;
    const hasBreakers = Object.values(plan?.breakers ?? {}).some((each) => each?.metrics !== undefined);
    const alerts = ALERTS.filter(
      ({ needsShop, orBreakers }) =>
        !needsShop || known.settings !== null || (orBreakers === true && hasBreakers),
    );
    const found = alerts.find(({ name }) => name === alert);
    if (alert !== undefined && found === undefined) {
      const names = alerts.map(({ name }) => name);
      report([...path, 'alert'], 'is not an alert of this plan’s rules', didYouMean(alert, names));
    }
    const needed = found?.needsObjective;
    const kinds = plan?.objectives?.map((each) => each?.kind);
    if (needed !== undefined && kinds?.every((kind) => kind !== undefined && kind !== needed))
      report(
        [...path, 'alert'],
        `never fires: the plan has no objective of kind ${needed}`,
        'add one, or name another alert',
      );
    const { seconds, recoverySeconds } = inDrill?.for ?? {};
    if (withinSeconds === undefined || seconds === undefined || recoverySeconds === undefined) return;
    if (withinSeconds > seconds + recoverySeconds)
      report(
        [...path, 'withinSeconds'],
        `is longer than the drill’s window, ${inShort(seconds + recoverySeconds)} s`,
        'wait for it within the window, or make the window longer',
      );
  },
  judge: (objective, evidence) => ({
    unit: 'seconds',
    targetMin: null,
    targetMax: objective.withinSeconds,
    cells: [cellOf(objective, evidence)],
  }),
} satisfies ObjectiveKind<AlertFires>;

function cellOf(objective: AlertFires, { drill }: Evidence): Cell {
  const cell = { ...WHOLE_RUN, ...FULL_COUNT, required: objective.informative !== true };
  if (drill === undefined)
    return { ...cell, state: 'not-proven', figure: null, n: 0, reason: 'it is in no drill' };
  return { ...cell, ...judged(objective, drill) };
}

type JudgedAlert = Pick<Cell, 'state' | 'figure' | 'n' | 'reason'>;

function judged(objective: AlertFires, drill: DrillEvidence): JudgedAlert {
  const { alert, withinSeconds } = objective;
  const { time, seen, whole } = drill;
  const unproven = (reason: string): JudgedAlert => ({ state: 'not-proven', figure: null, n: 0, reason });
  if (seen.missing !== null) return unproven(`the drill did not happen: ${seen.missing}`);
  if (whole.alerts === undefined) return unproven('the alerts of the run could not be read');
  const fromMs = seen.set?.afterMs ?? time.beginMs;
  const setMs = seen.set?.byMs ?? time.beginMs;
  const untilMs = setMs + withinSeconds * MS_PER_SECOND;
  const fired = whole.alerts.filter((each) => each.alert === alert && isMeant(each, objective, drill));
  const first = fired.find((each) => each.fromMs >= fromMs && each.fromMs <= time.recoveredMs);
  if (first !== undefined) {
    const seconds = Math.max(0, (first.fromMs - setMs) / MS_PER_SECOND);
    const reason = `${alert}${labelsOf(first)} fired ${inShort(seconds)} s after the fault, limit ${inShort(withinSeconds)} s`;
    const inTime = seconds <= withinSeconds;
    return { state: inTime ? 'pass' : 'fail', figure: seconds, n: fired.length, reason };
  }
  const before = fired.find((each) => each.fromMs < fromMs && each.untilMs >= fromMs);
  if (before !== undefined) return unproven(`${alert}${labelsOf(before)} fired already before the fault`);
  if (!wasWatched(whole.alerts, fromMs, untilMs))
    return unproven('the rules were not evaluated all the while');
  if (ALERTS.find(({ name }) => name === alert)?.isOfOpenBreaker && allStayedShut(drill))
    return unproven('no breaker of the drill opened: there was nothing to notice');
  const reason = `${alert} slept through the drill: it had to fire within ${inShort(withinSeconds)} s`;
  return { state: 'fail', figure: null, n: 0, reason };
}

/** Whether it is about this drill, as far as its labels tell. */
function isMeant({ labels }: AlertSeen, objective: AlertFires, { planned }: DrillEvidence): boolean {
  const { steps, regions } = scopeOf(planned.where);
  const fits = (label: string, allowed: readonly string[] | null): boolean =>
    allowed === null || labels[label] === undefined || allowed.includes(labels[label]);
  return (
    fits('region', regions) &&
    fits('step', steps) &&
    fits('drill', [planned.name]) &&
    fits('dependency', 'dependency' in planned.where ? [planned.where.dependency] : null) &&
    Object.entries(objective.labels ?? {}).every(([label, value]) => labels[label] === value)
  );
}

/** Whether the breakers that the drill is about were seen, and none of them opened. */
function allStayedShut({ planned, seen, time }: DrillEvidence): boolean {
  const { regions } = scopeOf(planned.where);
  const its = seen.breakers.filter(
    ({ dependency, region }) =>
      'dependency' in planned.where &&
      dependency === planned.where.dependency &&
      (regions?.includes(region) ?? true),
  );
  const isShut = (told: BreakerReadings): boolean => {
    const readings = upTo(from(readingsOf(told, ANY_BREAKER), time.beginMs), time.recoveredMs);
    return (
      readings.some(({ state }) => state !== null) && !readings.some(isAway) && !growth(readings, 'opened')
    );
  };
  return its.length > 0 && its.every(isShut);
}
const ANY_BREAKER = { tellsHalfOpen: true, probesMax: null };

/** The watchdog fires as long as rules are evaluated. A second at the edges may be missing. */
const wasWatched = (alerts: readonly AlertSeen[], fromMs: number, untilMs: number): boolean =>
  alerts.some(
    (each) =>
      each.alert === WATCHDOG && each.fromMs <= fromMs + EDGE_MS_MAX && each.untilMs >= untilMs - EDGE_MS_MAX,
  );
const EDGE_MS_MAX = 2 * MS_PER_SECOND;

/** Of its labels, those that say where. */
const PLACES = ['dependency', 'region', 'step'] as const;
const labelsOf = ({ labels }: AlertSeen): string => {
  const words = PLACES.flatMap((label) => labels[label] ?? []);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
};
