/** A drill as a page of its own, by the parts of the report: the verdict, the chart, and the figures. */
import { type Chart, type ChartFrame, figure, RED } from '../report/chart.ts';
import { type Html, html } from '../report/html.ts';
import { chartData, type PageAssets, page } from '../report/page.ts';
import { table } from '../report/table.ts';
import type { Words } from '../words/words.ts';
import type { Drill } from './drill.ts';
import { aboutText, figureColumns, figureRows, noteTexts, verdictTexts } from './rows.ts';

const OUTCOME = { agree: 'pass', differ: 'fail', 'cannot-tell': 'inconclusive' } as const;

export function drillHtml(drill: Drill, words: Words, assets: PageAssets): string {
  const { scaleOutDrill: say, report } = words;
  const frame = frameOf(drill);
  const chart = drillChart(drill, words);
  const [first = '', ...others] = verdictTexts(drill, say, words.message);
  const sections: readonly (readonly [id: string, title: string, markup: Html])[] = [
    [
      'course',
      say.heading.course,
      html`<noscript><p class="note">${report.noScript}</p></noscript>${figure(chart, frame, report)}`,
    ],
    [
      'figures',
      say.heading.figures,
      table({
        ...{ name: say.heading.figures, columns: figureColumns(say) },
        rows: figureRows(drill, say).map(({ cells }) => cells),
      }),
    ],
    [
      'notes',
      say.heading.notes,
      html`<ul>${noteTexts(drill, say).map((note) => html`<li>${note}</li>`)}</ul>`,
    ],
  ];
  return page({
    ...{ words, assets, title: say.page.tab(drill.plan), data: chartData(frame, [chart], report) },
    body: html`<a class="skip" href="#drill">${report.skip}</a>
<header class="verdict ${OUTCOME[drill.compared.verdict]}">
<p class="run"><span>${aboutText(drill, say)}</span></p><h1>${say.page.title}</h1>
<p class="sentence">${first}</p>${others.map((text) => html`<p class="meaning">${text}</p>`)}
</header>
<div class="page"><nav aria-label="${report.contents}"><ol>${sections.map(
      ([id, title]) => html`<li><a href="#${id}">${title}</a></li>`,
    )}</ol></nav>
<main id="drill" tabindex="-1">${sections.map(
      ([id, title, markup]) =>
        html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${markup}</section>`,
    )}</main></div>
<footer><p>Carnival · ${drill.plan}</p></footer>`,
  });
}

/** Seconds from the beginning of the burst. */
const frameOf = ({ demand, burst }: Drill): ChartFrame => ({
  fromSeconds: -burst.beginsSeconds,
  ...{ sliceSeconds: 1, slices: demand.length, phases: [], drills: [] },
});

export function drillChart(drill: Drill, { scaleOutDrill: { chart: say } }: Words): Chart {
  const { perReplica, simulated, measured } = drill;
  const demand = [...drill.demand];
  const carried = (replicas: readonly number[]): readonly number[] =>
    replicas.map((n) => n * (perReplica[Math.min(n, perReplica.length - 1)] ?? 0));
  const ready = carried(measured.course.ready);
  return {
    id: 'scale-out-drill',
    ...{ title: say.title, says: say.says, unit: 'per-second' },
    lines: [
      { label: say.demand, hue: 0, values: demand },
      { label: say.asked, hue: 1, values: carried(measured.course.asked), isDashed: true },
      { label: say.simulated, hue: 3, values: carried(simulated.course.ready), isDashed: true },
      { label: say.measured, hue: 2, values: ready },
      {
        ...{ label: say.missing, hue: RED, isFilled: true },
        values: demand.map((wanted, second) => Math.max(0, wanted - ready[second]!)),
      },
    ],
    marks: [{ label: say.burst, at: 0 }],
  };
}
