/** The timetable of drills, and whether a drill reaches what it is about. */
import { DRILL_STATE, GAUGE, inPrometheus, SHOP_BREAKER } from '../../../scenarios/metrics.ts';
import type { Alert } from '../alert.ts';
import { by, is, isOneOf, series, whileInRun } from '../promql.ts';

/** Events of a breaker that a call leaves behind, each exactly one of them. */
const CALL_EVENTS = ['success', 'failure', 'timeout', 'reject'] as const;
const CALLS_SECONDS = 5;
const NOT_ASKED_FOR_SECONDS = 3;

const drillOn: Alert = {
  name: 'DrillOn',
  severity: 'info',
  when: 'a drill of the plan is in its window: its fault, or the recovery after it',
  look: 'what the plan expects of the drill; other alerts are its doing, or it hides them',
  needsShop: false,
  cases: () => [
    {
      expr: `${by('max', ['drill'], inPrometheus(GAUGE.drill))} > ${DRILL_STATE.off}`,
      summary: 'Drill {{ $labels.drill }} is on.',
      description: `State {{ $value }}: ${DRILL_STATE.fault} is the fault, ${DRILL_STATE.recovery} the recovery.`,
    },
  ],
};

const dependencyNotAsked: Alert = {
  name: 'DependencyNotAsked',
  severity: 'ticket',
  when: 'a drill is about a dependency that nobody calls while its fault is on',
  look: 'whether shoppers reach the step at that time: move the drill, or send more of them',
  needsShop: true,
  cases: ({ plan }) =>
    (plan.drills ?? []).flatMap(({ name, where }) => {
      if (!('dependency' in where)) return [];
      const { dependency, regions } = where;
      const calls = series(
        SHOP_BREAKER.events,
        is('dependency', dependency),
        isOneOf('event', CALL_EVENTS),
        ...(regions === undefined ? [] : [isOneOf('region', regions)]),
      );
      const grown = by('sum', [], `increase(${calls}[${CALLS_SECONDS}s])`);
      const on = by('max', ['drill'], series(inPrometheus(GAUGE.drill), is('drill', name)));
      return [
        {
          expr: whileInRun(`${on} == ${DRILL_STATE.fault}`, `${grown} == 0`),
          forSeconds: NOT_ASKED_FOR_SECONDS,
          labels: { dependency },
          summary: `Nobody calls ${dependency} in the drill {{ $labels.drill }}.`,
          description: 'A fault that nobody meets proves nothing, so the drill will not be proven.',
        },
      ];
    }),
};

export const OF_DRILLS: readonly Alert[] = [drillOn, dependencyNotAsked];
