/** The plan's objectives: figure, bound and target of each, where it was judged, and how it went over time. */
import { type Cell, cellName } from '../../evidence/cell.ts';
import { boundText, figureText, targetText } from '../../outputs/objective-figures.ts';
import { inTimeWords, objectiveRows, samplesIn, widestCell } from '../../outputs/selection.ts';
import { inFull } from '../../text/numbers.ts';
import type { ObjectiveResult } from '../../verdict/verdict.ts';
import type { Chart } from '../chart.ts';
import { type Html, html, type Part } from '../html.ts';
import type { Section } from '../source.ts';
import { stateMark } from '../state.ts';
import { asWritten, inWords, table } from '../table.ts';

/** The rest is in verdict.json. */
const PLACES_MAX = 60;

/** @param figures by the id of the chart's objective */
export function objectives(section: Section, figureOf: (objective: ObjectiveResult) => Html | null): Html {
  const { verdict, say, words } = section;
  const its = say.objectives;
  const rows = objectiveRows(verdict);
  const ofPlan = verdict.objectives.filter(({ drill }) => drill === null);
  const others = ofPlan.filter((each) => !rows.includes(each));
  return html`<section id="objectives" aria-labelledby="objectives-title"><h2 id="objectives-title">${its.title}</h2>
<p>${its.intro}</p>${rowsOf(section, rows, its.title)}${
    others.length === 0
      ? null
      : html`<h3>${words.table.undeclared}</h3>${rowsOf(section, others, words.table.undeclared)}`
  }
${ofPlan.map((objective) => detailsOf(section, objective, figureOf(objective)))}</section>`;
}

const rowsOf = ({ say, words }: Section, shown: readonly ObjectiveResult[], name: string): Html =>
  table({
    name,
    stacks: true,
    columns: say.objectives.columns,
    headAt: 1,
    numbers: [2, 3, 4, 5],
    rows: shown.map((objective) => {
      const widest = widestCell(objective);
      return [
        stateMark(objective.state, words),
        html`${objective.id}<small>${asWritten(objective.source)}</small>`,
        figureText(objective, widest?.figure ?? null),
        boundText(objective, widest),
        targetText(objective),
        inFull(samplesIn(objective)),
      ];
    }),
  });

/** One whose only place is the whole run has said all in its row. */
function detailsOf(section: Section, objective: ObjectiveResult, figure: Html | null): Html | null {
  const { say } = section;
  const { cells } = objective;
  if (figure === null && cells.length < 2) return null;
  const sorted = [...cells].sort((one, other) => weightOf(one) - weightOf(other));
  const more = sorted.length - PLACES_MAX;
  const name = say.objectives.places(inFull(cells.length));
  return html`<article class="objective">${figure ?? html`<h3>${objective.id}</h3>`}
<details><summary>${name}</summary>${table({
    name: `${objective.id}: ${name}`,
    stacks: true,
    columns: say.objectives.placeColumns,
    headAt: 1,
    numbers: [2, 3, 4],
    rows: sorted.slice(0, PLACES_MAX).map((cell) => placeRow(section, objective, cell)),
  })}${more > 0 ? html`<p>${say.more(inFull(more))}</p>` : null}</details></article>`;
}

function placeRow({ words, say }: Section, objective: ObjectiveResult, cell: Cell): readonly Part[] {
  const inTime = inTimeWords(cell);
  const reason = inTime === null || cell.reason.includes(inTime) ? cell.reason : `${cell.reason} (${inTime})`;
  const place = cellName(cell);
  return [
    stateMark(cell.state, words),
    html`${place === 'whole run' ? words.wholeRun : place}${
      cell.required ? html` <small>${say.objectives.required}</small>` : null
    }`,
    figureText(objective, cell.figure),
    boundText(objective, cell),
    inFull(cell.n),
    inWords(reason, words),
  ];
}

const SERIOUSNESS: readonly Cell['state'][] = ['fail', 'not-proven', 'pass', 'not-judged'];
/** What failed first, then what is required. */
const weightOf = ({ state, required }: Cell): number =>
  state === 'fail' ? 0 : (required ? 1 : 1 + SERIOUSNESS.length) + SERIOUSNESS.indexOf(state);

export type ObjectiveCharts = ReadonlyMap<string, Chart>;
