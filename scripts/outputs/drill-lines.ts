/** The drills of a run in its table: what each was, and a line for each thing that it expects. */
import type { Cell, CellState } from '../evidence/cell.ts';
import { inFull, inShort, plural } from '../text/numbers.ts';
import type { DrillResult } from '../verdict/drill-result.ts';
import type { ObjectiveResult, Verdict } from '../verdict/verdict.ts';
import { INDENT, type Lines, wrapped } from './page.ts';

const PERCENT = 100;

type CellMarks = Readonly<Record<CellState, string>>;

/** Nothing for a plan without drills. */
export function drillLines({ drills, objectives }: Verdict, marks: CellMarks): Lines {
  if (drills.length === 0) return [];
  return [
    ...wrapped(sharesInWords(drills), ''),
    ...drills.flatMap((drill) => [
      ...wrapped(drillInWords(drill), `${marks[drill.state]} `),
      ...objectives
        .filter((each) => each.drill === drill.drill)
        .flatMap((each) => expectationLines(each, drill, marks)),
    ]),
  ];
}

function sharesInWords(drills: readonly DrillResult[]): string {
  const share = drills.reduce((sum, each) => sum + each.share, 0);
  return `${inShort(share * PERCENT)} % of all requests were in the windows of ${plural(drills.length, 'drill')}; the plan's own objectives judge the other ${inShort((1 - share) * PERCENT)} %`;
}

function drillInWords({ drill, where, fault, requests, missing, ...at }: DrillResult): string {
  const times = `${inShort(at.beginSeconds)}–${inShort(at.endSeconds)} s, recovery until ${inShort(at.recoveredSeconds)} s`;
  const happened = missing === null ? plural(requests, 'request') : `did not happen: ${missing}`;
  return `${drill}: ${where}, ${fault}; ${times}; ${happened}`;
}

const SERIOUSNESS: readonly CellState[] = ['fail', 'not-proven', 'not-judged', 'pass'];

/** What nobody requires, and nobody could prove, says less than any other cell. */
const seriousnessOf = ({ state, required }: Cell): number =>
  state === 'not-proven' && !required ? SERIOUSNESS.length : SERIOUSNESS.indexOf(state);

/** The worst of its cells says why. */
function expectationLines({ id, cells }: ObjectiveResult, { drill }: DrillResult, marks: CellMarks): Lines {
  const [worst] = cells.toSorted((one, other) => seriousnessOf(one) - seriousnessOf(other));
  if (worst === undefined) return [];
  const others = cells.length - 1;
  const more = others > 0 ? ` (and ${inFull(others)} more)` : '';
  const name = id.slice(drill.length + 1);
  const hang = 2 * INDENT.length + 2;
  return wrapped(`${name}: ${placeOf(worst)}${worst.reason}${more}`, `${INDENT}${marks[worst.state]} `, hang);
}

const placeOf = ({ region, step }: Cell): string =>
  [region, step]
    .filter((part) => part !== null)
    .map((part) => `${part}: `)
    .join('');
