/** The alerts of the run's own Prometheus that fired, for the verdict. They explain; only a drill that expects one judges by it. */
import { z } from 'zod';
import type { Evidence } from '../evidence/evidence.ts';
import { WATCHDOG } from '../rules/rules.ts';

export const alertFired = z
  .object({
    alert: z.string(),
    severity: z.string().describe('`page`, `ticket` or `info`.'),
    labels: z
      .record(z.string(), z.string())
      .describe('What it is about: region, step, dependency, drill, objective …'),
    fromSeconds: z.number().describe("From the timetable's zero."),
    untilSeconds: z.number().describe('When it fired last.'),
  })
  .readonly()
  .meta({ id: 'AlertFired', description: 'An alert that fired: docs/prometheus.md lists them.' });
export type AlertFired = z.output<typeof alertFired>;

const MS_PER_SECOND = 1000;

/** In the order in which they fired. Null: they could not be read, or no rule was evaluated. */
export function alertsFired({ observations: { alerts } }: Evidence): readonly AlertFired[] | null {
  if (alerts === undefined || !alerts.some(({ alert }) => alert === WATCHDOG)) return null;
  return alerts.flatMap(({ alert, labels: { severity = '', ...labels }, fromMs, untilMs }) =>
    alert === WATCHDOG
      ? []
      : [
          {
            alert,
            severity,
            labels,
            fromSeconds: fromMs / MS_PER_SECOND,
            untilSeconds: untilMs / MS_PER_SECOND,
          },
        ],
  );
}
