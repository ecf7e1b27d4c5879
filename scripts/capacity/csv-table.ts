/** A small table that somebody wrote by hand or a spreadsheet exported: CSV with a header. Every mistake is told with its row. */
import { CsvError, parse } from 'csv-parse/sync';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { numberFrom } from '../text/numbers.ts';

export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** By column; a column that the table does not have is undefined. */
  readonly cells: Readonly<Record<string, string | undefined>>;
}

export interface CsvTable {
  /** Lower case, without blanks around them. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

const DELIMITERS = [',', ';', '\t'];
/** A table of levels or of prices has some dozens. */
const ROWS_MAX = 10_000;

/**
 * @param file its name, for mistakes
 * @throws PlanError where it is no CSV, is empty or far too long
 */
export function csvTable(text: string, file: string): CsvTable {
  const [head = [], ...records] = recordsOf(text, file);
  const columns = head.map((name) => name.trim().toLowerCase());
  const mistake = (value: unknown, problem: string, hint: string): PlanError =>
    new PlanError(file, [{ path: file, value, problem, hint }]);
  if (records.length === 0) throw mistake(undefined, 'has no rows', 'write a header, and a row for each');
  if (records.length > ROWS_MAX)
    throw mistake(records.length, `are too many rows: at most ${ROWS_MAX}`, 'write a row for each');
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw mistake(twice, 'is a column twice', 'leave one of them out');
  return {
    columns,
    rows: records.map((record, i) => ({
      row: i + 2,
      cells: Object.fromEntries(columns.map((name, column) => [name, record[column]?.trim()])),
    })),
  };
}

function recordsOf(text: string, file: string): string[][] {
  const [line = ''] = text.trimStart().split(/[\r\n]/);
  const count = (delimiter: string): number => line.split(delimiter).length;
  // Spreadsheets write what their country writes.
  const delimiter = DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
  try {
    return parse(text, { delimiter, bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const row = typeof cause.lines === 'number' ? ` in line ${cause.lines}` : '';
    throw new PlanError(
      file,
      [{ path: `${file}${row}`, value: undefined, problem: 'is no CSV', hint: 'save it as CSV, in UTF-8' }],
      { cause },
    );
  }
}

/** The number of a cell; null and a mistake where it is none. */
export function numberIn(
  { row, cells }: CsvRow,
  column: string,
  mistakes: Mistake[],
  { mayBe0 = false }: { readonly mayBe0?: boolean } = {},
): number | null {
  const text = cells[column] ?? '';
  const value = numberFrom(text);
  if (Number.isFinite(value) && (value > 0 || (mayBe0 && value === 0))) return value;
  mistakes.push({
    path: `row ${row}, ${column}`,
    value: text,
    problem: mayBe0 ? 'is not a number of at least 0' : 'is not a number above 0',
    hint: 'write it in digits, with a point before its fraction',
  });
  return null;
}
