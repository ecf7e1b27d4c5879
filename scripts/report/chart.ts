/** Charts, over time or along something else: what the page draws, and what it says without drawing. `client/` draws them. */
import { inShort } from '../text/numbers.ts';
import type { ReportWords } from '../words/report/words.ts';
import { type Html, html } from './html.ts';
import { SIGNS, type Unit } from './unit.ts';

/** The colour of what is missing. */
export const RED = 4;

export interface Line {
  readonly label: string;
  /** One a slice. Null: no figure there, and a gap in the line. */
  readonly values: readonly (number | null)[];
  /** Which of the page's colours; lines of one chart differ in it, and in their dashes. */
  readonly hue: 0 | 1 | 2 | 3 | typeof RED;
  /** A second line of the same thing: what was planned, or the higher quantile. */
  readonly isDashed?: boolean;
  /** Below it the area is filled. */
  readonly isFilled?: boolean;
  /** Points, and no line between them. */
  readonly isPoints?: boolean;
  /** Of points: from where to where each may lie. */
  readonly spans?: readonly ({ readonly lower: number; readonly upper: number } | null)[];
}

/** Equal slices of time. Seconds from the timetable's zero. */
export interface TimeAxis {
  readonly fromSeconds: number;
  readonly sliceSeconds: number;
  readonly slices: number;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly says: string;
  readonly unit: Unit;
  readonly lines: readonly Line[];
  /** Lines across: the least and the most that an objective allows. */
  readonly targets?: readonly { readonly label: string; readonly value: number }[];
  /** Lines down: moments that have a name, in seconds; or places along the axis. */
  readonly marks?: readonly { readonly label: string; readonly at: number }[];
  /** Not over time: what lies along the axis, and the place of each value, rising. Nothing of the run's times is drawn then. */
  readonly along?: { readonly name: string; readonly at: readonly number[] };
  /** Two lines, by their index, between which the area is filled. */
  readonly band?: readonly [upper: number, lower: number];
  /** Left out: the whole run's. */
  readonly axis?: TimeAxis;
  /** Of a share that is no share of what went well: its height is what counts. */
  readonly fromZero?: boolean;
  /** Where times differ by powers of ten. */
  readonly isLogarithmic?: boolean;
}

/** What all charts of a page have in common. Seconds from the timetable's zero. */
export interface ChartFrame extends TimeAxis {
  readonly phases: readonly {
    readonly name: string;
    readonly fromSeconds: number;
    readonly untilSeconds: number;
  }[];
  readonly drills: readonly {
    readonly name: string;
    readonly fromSeconds: number;
    readonly untilSeconds: number;
    readonly recoveredSeconds: number;
  }[];
}

/** What the page's script finds. */
export interface ChartData extends ChartFrame {
  readonly charts: readonly Chart[];
  readonly words: {
    readonly seconds: string;
    readonly perSecond: string;
    readonly keys: string;
  };
}

/** With a line for more regions, a chart is a tangle: then one line is all of them. */
export const REGIONS_MAX = 4;

const TABLE_ROWS_MAX = 30;

export const figure = (chart: Chart, frame: ChartFrame, say: ReportWords): Html => html`
<figure class="chart" id="${chart.id}">
<figcaption><h3>${chart.title}</h3><p>${chart.says}</p></figcaption>
${legend(chart)}
<div class="plot" data-chart="${chart.id}" tabindex="0" role="group" aria-label="${say.chart.label(chart.title)}"></div>
<p class="readout" data-readout="${chart.id}" aria-live="polite"></p>
<details><summary>${say.chart.numbers}</summary>${numbers(chart, frame, say)}</details>
</figure>`;

/** Beside the lines' names their look: colour and dashes. */
function legend({ lines, targets = [], unit }: Chart): Html {
  const key = (kind: string): Html =>
    html`<svg class="${kind}" viewBox="0 0 24 8" aria-hidden="true" focusable="false"><line x1="0" x2="24" y1="4" y2="4"/></svg>`;
  return html`<ul class="legend">${lines.map(
    ({ label, hue, isDashed = false }) =>
      html`<li>${key(`hue${hue}${isDashed ? ' dashed' : ''}`)} ${label}</li>`,
  )}${targets.map(({ label, value }) => html`<li>${key('target')} ${label} ${inUnit(value, unit)}${SIGNS[unit]}</li>`)}</ul>`;
}

/** Slices are put together to a few rows: a mean of each. */
function numbers(chart: Chart, frame: ChartFrame, say: ReportWords): Html {
  const { lines, unit, axis, along } = chart;
  if (along !== undefined) return numbersAlong(chart, along, say);
  const { fromSeconds, slices, sliceSeconds } = axis ?? frame;
  const each = Math.max(1, Math.ceil(slices / TABLE_ROWS_MAX));
  const rows = Array.from({ length: Math.ceil(slices / each) }, (_, row) => {
    const [from, until] = [row * each, Math.min(slices, (row + 1) * each)];
    const means = lines.map(({ values }) => meanOf(values.slice(from, until)));
    return html`<tr><th scope="row">${fromSeconds + from * sliceSeconds}–${fromSeconds + until * sliceSeconds}</th>${means.map(
      (mean) => html`<td>${mean === null ? '–' : inUnit(mean, unit)}</td>`,
    )}</tr>`;
  });
  return html`${numberTable(chart, say.chart.seconds, rows, say)}<p class="quiet">${say.chart.means}</p>`;
}

/** Each place that has a point, and some of the others between them. */
function numbersAlong(
  { lines, unit, ...chart }: Chart,
  { name, at }: NonNullable<Chart['along']>,
  say: ReportWords,
): Html {
  const each = Math.max(1, Math.ceil(at.length / TABLE_ROWS_MAX));
  const hasPoint = (i: number): boolean =>
    lines.some(({ isPoints = false, values }) => isPoints && values[i] !== null);
  const rows = at.flatMap((place, i) => {
    if (i % each !== 0 && !hasPoint(i)) return [];
    const cells = lines.map(({ values, spans }) => {
      const [value, span] = [values[i] ?? null, spans?.[i] ?? null];
      if (value === null) return html`<td>–</td>`;
      const around = span === null ? '' : ` (${inUnit(span.lower, unit)} – ${inUnit(span.upper, unit)})`;
      return html`<td>${inUnit(value, unit)}${around}</td>`;
    });
    return [html`<tr><th scope="row">${inShort(place)}</th>${cells}</tr>`];
  });
  return numberTable({ ...chart, lines, unit }, name, rows, say);
}

function numberTable(
  { lines, unit, along, targets = [], marks = [] }: Chart,
  first: string,
  rows: readonly Html[],
  say: ReportWords,
): Html {
  const target = targets.map(({ label, value }) => html`<p>${label}: ${inUnit(value, unit)}</p>`);
  const marked = marks.map(
    ({ label, at }) => html`<p>${label}: ${inShort(at)}${along === undefined ? ' s' : ''}</p>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${say.chart.numbers}"><table>
<thead><tr><th scope="col">${first}</th>${lines.map(
    ({ label }) => html`<th scope="col">${label}${say.chart.unit[unit]}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>${target}${marked}`;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const PERCENT = 100;
const DIGITS = 4;

/** As in the script that draws: short, and the unit is in the column's head. */
export const inUnit = (value: number, unit: Unit): string =>
  (unit === 'share' ? value * PERCENT : value).toLocaleString('en-US', { maximumSignificantDigits: DIGITS });
