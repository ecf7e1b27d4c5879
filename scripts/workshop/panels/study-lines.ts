/** What was asked of a run, and what was answered, for people. */
import type { Answered } from './ask-panels.ts';

export function studyLines(answered: readonly Answered[]): readonly string[] {
  const wrong = answered.filter(({ mistake }) => mistake !== null);
  const empty = answered.filter(({ mistake, series }) => mistake === null && series === 0);
  return [
    `${answered.length} queries, ${answered.filter(({ series }) => series > 0).length} answered with data`,
    ...empty.map(({ query }) => `empty  ${query.where}: the run is without ${query.emptyWithout}`),
    ...wrong.map(({ query, mistake }) => `WRONG  ${query.where}: ${mistake}\n       ${query.expr}`),
  ];
}
