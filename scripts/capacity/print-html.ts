/** A capacity as a page of its own, by the parts of the report: text, tables and the chart with its numbers. */
import { answerPage, notesSection } from '../report/answer-page.ts';
import type { Chart } from '../report/chart.ts';
import { html } from '../report/html.ts';
import type { PageAssets } from '../report/page.ts';
import { table } from '../report/table.ts';
import { inFull, inShort } from '../text/numbers.ts';
import type { Words } from '../words/words.ts';
import type { Capacity } from './capacity.ts';
import { EXTRAPOLATES_TO, predictionAt } from './model.ts';
import { curveColumns, curveRows, levelColumns, levelRows } from './rows.ts';
import { answerText, costText, noteTexts, rangeText, truthText } from './sentence.ts';
import { throughputAt, topOf } from './usl.ts';

/** A capacity has no phases and no drills: nothing is over time. */
const NO_FRAME = { fromSeconds: 0, slices: 0, sliceSeconds: 1, phases: [], drills: [] };

export function capacityHtml(capacity: Capacity, words: Words, assets: PageAssets): string {
  const { capacity: say } = words;
  const { model, source, answer } = capacity;
  const about = say.about({
    ...{ name: source.name, levels: inFull(model.groups.length), most: inShort(model.measuredTo) },
    ...{ errors: say.errors[model.errors], seed: String(model.seed) },
  });
  const { lambda, sigma, kappa, top } = model.intervals;
  const intervals = say.intervals({
    ...{ lambda: rangeText(lambda, say), sigma: rangeText(sigma, say), kappa: rangeText(kappa, say) },
    top: Number.isFinite(top.lower) ? rangeText(top, say) : say.never,
  });
  const curves = table({
    ...{ name: say.page.curves, columns: curveColumns(say), numbers: [1, 2, 3, 4, 5] },
    rows: curveRows(capacity, say).map(({ cells }) => cells),
  });
  const levels = table({
    ...{ name: say.page.levels, columns: levelColumns(say, capacity), numbers: [1, 2, 3, 4, 5] },
    rows: levelRows(capacity),
  });
  return answerPage(
    {
      ...{ id: 'capacity', tab: say.page.tab(source.name), title: say.page.title, footer: source.name },
      outcome: answer === null ? '' : answer.kind === 'enough' ? 'pass' : 'inconclusive',
      ...{ about, sentence: answerText(capacity, say), frame: NO_FRAME },
      meanings: [truthText(capacity, say), costText(capacity, say)].filter((text) => text !== null),
      ...{ chart: capacityChart(capacity, words), chartSection: ['chart', say.chart.section] },
      sections: [
        [
          'curves',
          say.page.curves,
          html`<p>X(n) = λn / (1 + σ(n − 1) + κn(n − 1))</p>${curves}<p>${intervals}</p>`,
        ],
        ['levels', say.page.levels, levels],
        ...notesSection(say.page.notes, noteTexts(capacity, words)),
      ],
    },
    words,
    assets,
  );
}

/** So many places along the chart: a curve looks smooth. */
const PLACES = 60;
/** How far beyond the answer, or beyond what may be told, the chart goes. */
const BEYOND = 1.15;

/** Where the curve and its band are drawn, and written into capacity.json. */
export function placesOf({ model, answer }: Capacity): readonly number[] {
  const { measuredTo, groups } = model;
  const asked = answer?.kind === 'enough' ? [answer.n, answer.withZonesLost ?? answer.n] : [];
  const most = Math.max(EXTRAPOLATES_TO * measuredTo, ...asked.filter(Number.isFinite)) * BEYOND;
  const least = groups[0]!.n;
  const between = Array.from({ length: PLACES }, (_, i) => least + (i / (PLACES - 1)) * (most - least));
  return [...new Set([...groups.map(({ n }) => n), ...between])].sort((one, other) => one - other);
}

export function capacityChart(capacity: Capacity, { capacity: say }: Words): Chart {
  const {
    model,
    answer,
    question,
    source: { truth },
  } = capacity;
  const at = placesOf(capacity);
  const groups = at.map((n) => model.groups.find((each) => each.n === n) ?? null);
  const bands = at.map((n) => predictionAt(model, n));
  const top = topOf(model.curve);
  const isInSight = (n: number): boolean => n <= at.at(-1)!;
  const line = { isDashed: true, hue: 0 } as const;
  return {
    id: 'capacity-curve',
    title: say.chart.title,
    says: say.chart.says,
    unit: 'per-second',
    along: { name: say.axis[model.axis], at },
    band: [2, 3],
    lines: [
      {
        ...{ label: say.chart.measured, hue: 1, isPoints: true },
        values: groups.map((group) => group?.throughput ?? null),
        spans: groups.map((group) => {
          if (group === null || group.halfWidth === null) return null;
          return {
            lower: Math.max(0, group.throughput - group.halfWidth),
            upper: group.throughput + group.halfWidth,
          };
        }),
      },
      { label: say.curve[model.curve.name], hue: 0, values: at.map((n) => throughputAt(model.curve, n)) },
      { ...line, label: say.chart.upper, values: bands.map(({ upper }) => upper) },
      { ...line, label: say.chart.lower, values: bands.map(({ lower }) => lower) },
      ...(truth == null
        ? []
        : [{ label: say.chart.truth, hue: 2, values: at.map((n) => throughputAt(truth, n)) } as const]),
    ],
    ...(question === null || answer === null
      ? {}
      : {
          targets: [
            { label: say.chart.demand, value: question.demand.likely },
            { label: say.chart.needed, value: answer.needed },
          ],
        }),
    marks: [
      ...(answer?.kind === 'enough'
        ? [{ label: `${say.chart.answer} ${inFull(answer.n)}`, at: answer.n }]
        : []),
      ...(isInSight(top) ? [{ label: `${say.chart.top} ${inShort(top)}`, at: top }] : []),
    ],
  };
}
