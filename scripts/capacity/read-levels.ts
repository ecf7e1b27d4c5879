/** Levels from a CSV that somebody else measured: `load,throughput`, `replicas,throughput`, or all three columns. */
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { csvTable, numberIn } from './csv-table.ts';
import type { Level } from './level.ts';

const COLUMNS = 'write load,throughput, or replicas,throughput, or replicas,load,throughput';

/**
 * A row that says the same load and replicas again is a repetition of it.
 * @throws PlanError with every mistake
 */
export function levelsFromCsv(text: string, file: string): readonly Level[] {
  const { columns, rows } = csvTable(text, file);
  const mistakes = columnMistakes(columns);
  if (mistakes.length > 0) throw new PlanError(file, mistakes);
  const has = (name: string): boolean => columns.includes(name);
  const seen = new Map<string, number>();
  const levels = rows.map((row): Level => {
    const load = has('load') ? numberIn(row, 'load', mistakes) : null;
    const replicas = has('replicas') ? numberIn(row, 'replicas', mistakes) : null;
    const throughput = numberIn(row, 'throughput', mistakes, { mayBe0: true }) ?? 0;
    const key = `${load} ${replicas}`;
    const repetition = seen.get(key) ?? 0;
    seen.set(key, repetition + 1);
    return { replicas, load, repetition, throughput, seconds: null, isInObjective: null, state: 'measured' };
  });
  if (mistakes.length > 0) throw new PlanError(file, mistakes);
  return levels;
}

function columnMistakes(columns: readonly string[]): Mistake[] {
  const lacks = (name: string): boolean => !columns.includes(name);
  const mistake = (value: unknown, problem: string): Mistake => ({
    path: 'row 1',
    value,
    problem,
    hint: COLUMNS,
  });
  return [
    ...(lacks('throughput') ? [mistake(columns.join(','), 'has no column throughput')] : []),
    ...(lacks('load') && lacks('replicas')
      ? [mistake(columns.join(','), 'has no column load or replicas')]
      : []),
    ...columns
      .filter((name) => !['load', 'replicas', 'throughput'].includes(name))
      .map((name) => mistake(name, 'is a column that nothing is known of')),
  ];
}
