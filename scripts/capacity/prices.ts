/** What machines cost, from a CSV of the user's: `machine,price,currency`, a price an hour. */
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import type { Enough } from './answer.ts';
import { csvTable, numberIn } from './csv-table.ts';

export interface Price {
  readonly machine: string;
  readonly perHour: number;
  /** As it is written: `EUR`. */
  readonly currency: string;
}

/** An hour of each; null: no number can be told. */
export interface Cost {
  readonly machine: string;
  readonly currency: string;
  readonly answer: number;
  /** What headroom adds: utilisation, and with it the zones that may be lost. */
  readonly headroom: number | null;
  readonly lower: number;
  readonly upper: number | null;
  readonly withZonesLost: number | null;
}

const COLUMNS = ['machine', 'price', 'currency'] as const;

/** @throws PlanError with every mistake */
export function pricesFromCsv(text: string, file: string): readonly Price[] {
  const { columns, rows } = csvTable(text, file);
  const hint = `write ${COLUMNS.join(',')}: a price an hour`;
  const mistakes: Mistake[] = COLUMNS.filter((name) => !columns.includes(name)).map((name) => ({
    ...{ path: 'row 1', value: columns.join(','), problem: `has no column ${name}`, hint },
  }));
  if (mistakes.length > 0) throw new PlanError(file, mistakes);
  const named = new Set<string>();
  const prices = rows.map((row) => {
    const perHour = numberIn(row, 'price', mistakes, { mayBe0: true }) ?? 0;
    const [machine, currency] = [row.cells.machine ?? '', row.cells.currency ?? ''];
    for (const [column, value] of Object.entries({ machine, currency }))
      if (value === '')
        mistakes.push({ path: `row ${row.row}, ${column}`, value: undefined, problem: 'is missing', hint });
    if (named.has(machine) && machine !== '')
      mistakes.push({
        path: `row ${row.row}, machine`,
        value: machine,
        problem: 'has a price already',
        hint: 'leave one of them out',
      });
    named.add(machine);
    return { machine, perHour, currency };
  });
  if (mistakes.length > 0) throw new PlanError(file, mistakes);
  return prices;
}

export function costOf(
  { n, bare, interval, withZonesLost }: Enough,
  { machine, perHour, currency }: Price,
): Cost {
  const all = withZonesLost ?? n;
  const finite = (count: number): number | null => (Number.isFinite(count) ? count * perHour : null);
  return {
    ...{ machine, currency, answer: n * perHour, headroom: finite(all - bare) },
    ...{ lower: interval.lower * perHour, upper: finite(interval.upper) },
    withZonesLost: withZonesLost === null ? null : finite(withZonesLost),
  };
}
