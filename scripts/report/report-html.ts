/** The whole report as one HTML file: no network, nothing loaded from elsewhere. Pure. */
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { type Chart, type ChartFrame, figure } from './chart.ts';
import { type Html, html } from './html.ts';
import { objectiveChart } from './objective-chart.ts';
import { chartData, type PageAssets, page } from './page.ts';
import { again } from './sections/again.ts';
import { books } from './sections/books.ts';
import { campaign, campaignCharts } from './sections/campaign.ts';
import { alerts, causes, failuresChart } from './sections/causes.ts';
import { drills } from './sections/drills.ts';
import { funnel } from './sections/funnel.ts';
import { generator, generatorCharts } from './sections/generator.ts';
import { headline, why } from './sections/headline.ts';
import { objectives } from './sections/objectives.ts';
import { planned } from './sections/plan.ts';
import { loadCharts, proven } from './sections/proven.ts';
import { regions } from './sections/regions.ts';
import { times, timesChart } from './sections/times.ts';
import type { ReportSource, Section } from './source.ts';

const MS_PER_SECOND = 1000;

export function reportHtml(source: ReportSource, words: Words, assets: PageAssets): string {
  const section: Section = { ...source, words, say: words.report };
  const { say } = section;
  const frame = frameOf(section);
  const drawn: Chart[] = [];
  const draw = (chart: Chart | null): Html | null => {
    if (chart === null) return null;
    drawn.push(chart);
    return figure(chart, frame, say);
  };
  const drawAll = (charts: readonly Chart[]): readonly Html[] =>
    charts.map(draw).filter((each) => each !== null);
  const sections: readonly (readonly [id: string, title: string, markup: Html | null])[] = [
    ['why', say.headline.why, why(section)],
    ['proven', say.proven.title, proven(section, loadFigures(section, drawAll))],
    [
      'objectives',
      say.objectives.title,
      objectives(section, (each: ObjectiveResult) => draw(objectiveChart(section, each))),
    ],
    ['times', say.times.title, times(section, draw(timesChart(section)))],
    ['drills', say.drills.title, drills(section, drawAll)],
    ['causes', say.causes.title, causes(section, draw(failuresChart(section)))],
    ['funnel', say.funnel.title, funnel(section)],
    ['regions', say.regions.title, regions(section)],
    ['books', say.books.title, books(section)],
    ['campaign', say.campaign.title, campaign(section, drawAll(campaignCharts(section)))],
    ['alerts', say.alerts.title, alerts(section)],
    ['generator', say.generator.title, generator(section, drawAll(generatorCharts(section)))],
    ['plan', say.plan.title, planned(section)],
    ['again', say.again.title, again(section)],
  ];
  const shown = sections.filter(([, , markup]) => markup !== null);
  const data = drawn.length === 0 ? null : chartData(frame, drawn, say);
  return page({
    ...{
      words,
      assets,
      data,
      title: `${words.outcome[source.verdict.outcome]} · ${say.title(source.plan.name)}`,
    },
    body: html`<a class="skip" href="#report">${say.skip}</a>
${headline(section)}
<div class="page"><nav aria-label="${say.contents}"><ol>${shown.map(
      ([id, title]) => html`<li><a href="#${id}">${title}</a></li>`,
    )}</ol></nav>
<main id="report" tabindex="-1">${shown.map(([, , markup]) => markup)}</main></div>
<footer><p>Carnival · ${source.verdict.runId}</p></footer>`,
  });
}

function loadFigures(section: Section, drawAll: (charts: readonly Chart[]) => readonly Html[]): Html {
  const { say, timeline } = section;
  if (timeline === null) return html`<p class="note">${say.noTimeline}</p>`;
  return html`<noscript><p class="note">${say.noScript}</p></noscript>${drawAll(loadCharts(section))}<p class="quiet">${say.chart.shading}</p>`;
}

/** Without a timeline, only charts with a stretch of their own are drawn. */
function frameOf({ timeline, timetable, plan }: Section): ChartFrame {
  const { slices, sliceSeconds } = timeline ?? { slices: 0, sliceSeconds: 1 };
  return {
    fromSeconds: 0,
    slices,
    sliceSeconds,
    phases: timetable.map(({ phase, startMs, endMs }) => ({
      name: phase,
      fromSeconds: startMs / MS_PER_SECOND,
      untilSeconds: endMs / MS_PER_SECOND,
    })),
    drills: drillTimes(plan).map(({ drill, beginMs, endMs, recoveredMs }) => ({
      name: drill,
      fromSeconds: beginMs / MS_PER_SECOND,
      untilSeconds: endMs / MS_PER_SECOND,
      recoveredSeconds: recoveredMs / MS_PER_SECOND,
    })),
  };
}
