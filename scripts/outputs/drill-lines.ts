/** The drills of a run in its table: what each was, and what became of the things that it expects. */
import type { Cell, CellState } from '../evidence/cell.ts';
import { inFull, inShort } from '../text/numbers.ts';
import type { DrillResult } from '../verdict/drill-result.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { INDENT, type Lines, type Row, wrapped } from './page.ts';
import type { Sheet } from './sheet.ts';

const PERCENT = 100;

/** All of it, a line for each thing that is expected. Nothing for a plan without drills. */
export function drillLines({ verdict, words, marks }: Sheet): Lines {
  const { drills, objectives } = verdict;
  if (drills.length === 0) return [];
  return [
    ...wrapped(sharesInWords(drills, words), ''),
    ...drills.flatMap((drill) => [
      ...wrapped(drillInWords(drill, words), `${marks[drill.state]} `),
      ...objectives
        .filter((each) => each.drill === drill.drill)
        .flatMap((each) => expectationLines(each, drill, marks)),
    ]),
  ];
}

function sharesInWords(drills: readonly DrillResult[], words: Words): string {
  const share = drills.reduce((sum, each) => sum + each.share, 0);
  const percent = (part: number): string => `${inShort(part * PERCENT)} %`;
  return words.table.drillShare(percent(share), inFull(drills.length), percent(1 - share));
}

function drillInWords({ drill, where, fault, requests, missing, ...at }: DrillResult, words: Words): string {
  return words.table.drill({
    ...{ name: drill, where, fault },
    begin: inShort(at.beginSeconds),
    end: inShort(at.endSeconds),
    recovered: inShort(at.recoveredSeconds),
    happened: missing === null ? words.table.requests(inFull(requests)) : words.table.didNotHappen(missing),
  });
}

const ROW_COLUMNS = { wide: [-30, -44, 22], narrow: [-22, -35, 19] };
const ROWS_MAX = 6;

/** A row each: those that did not go as expected first, if there are many. */
export function drillRows({ verdict, words, marks }: Sheet): Lines {
  const { drills, objectives } = verdict;
  const isFine = ({ state }: DrillResult): boolean => state === 'pass' || state === 'not-judged';
  const inOrder =
    drills.length <= ROWS_MAX
      ? drills
      : [...drills.filter((each) => !isFine(each)), ...drills.filter(isFine)];
  const rows = inOrder.slice(0, ROWS_MAX).map(({ drill, where, state }): Row => {
    const expected = objectives.filter((each) => each.drill === drill);
    const held = expected.filter((each) => each.state === 'pass').length;
    const happened =
      state === 'not-judged'
        ? words.state[state]
        : words.table.asExpected(inFull(held), inFull(expected.length));
    return { cells: [drill, where, happened], layout: ROW_COLUMNS, lead: `${INDENT}${marks[state]} ` };
  });
  const more = drills.length - rows.length;
  return more > 0 ? [...rows, `${INDENT}${words.table.more(inFull(more))}`] : rows;
}

const SERIOUSNESS: readonly CellState[] = ['fail', 'not-proven', 'not-judged', 'pass'];

/** What nobody requires, and nobody could prove, says less than any other cell. */
const seriousnessOf = ({ state, required }: Cell): number =>
  state === 'not-proven' && !required ? SERIOUSNESS.length : SERIOUSNESS.indexOf(state);

/** The worst of its cells says why. */
function expectationLines(
  { id, cells }: ObjectiveResult,
  { drill }: DrillResult,
  marks: Sheet['marks'],
): Lines {
  const [worst] = cells.toSorted((one, other) => seriousnessOf(one) - seriousnessOf(other));
  if (worst === undefined) return [];
  const others = cells.length - 1;
  const more = others > 0 ? ` (+ ${inFull(others)})` : '';
  const name = id.slice(drill.length + 1);
  const hang = 2 * INDENT.length + 2;
  return wrapped(`${name}: ${placeOf(worst)}${worst.reason}${more}`, `${INDENT}${marks[worst.state]} `, hang);
}

const placeOf = ({ region, step }: Cell): string =>
  [region, step]
    .filter((part) => part !== null)
    .map((part) => `${part}: `)
    .join('');
