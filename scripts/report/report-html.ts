/** The whole report as one HTML file: no network, nothing loaded from elsewhere. Pure. */
import { createHash } from 'node:crypto';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { type Chart, type ChartData, type ChartFrame, figure } from './chart.ts';
import { codeInScript, type Html, html, inlineScript, inlineStyle, jsonScript } from './html.ts';
import { objectiveChart } from './objective-chart.ts';
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

/** What the build makes of `client/` and the chart library. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

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
  const data: ChartData | null =
    drawn.length === 0
      ? null
      : {
          ...frame,
          charts: drawn.map(rounded),
          words: {
            seconds: say.chart.seconds,
            perSecond: say.chart.unit['per-second'],
            keys: say.chart.keys,
          },
        };
  return `<!doctype html>\n${html`<html lang="${words.language}">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${words.outcome[source.verdict.outcome]} · ${say.title(source.plan.name)}</title>
${inlineStyle(assets.style)}</head>
<body><a class="skip" href="#report">${say.skip}</a>
${headline(section)}
<div class="page"><nav aria-label="${say.contents}"><ol>${shown.map(
    ([id, title]) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ol></nav>
<main id="report" tabindex="-1">${shown.map(([, , markup]) => markup)}</main></div>
<footer><p>Carnival · ${source.verdict.runId}</p></footer>
${data === null ? null : html`${jsonScript('charts', data)}${inlineScript(assets.script)}`}
</body></html>`.toString()}\n`;
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

const DIGITS = 6;
/** More digits than a screen has pixels make the file larger, and nothing else. */
const rounded = (chart: Chart): Chart => ({
  ...chart,
  lines: chart.lines.map((line) => ({
    ...line,
    values: line.values.map((value) => (value === null ? null : Number(value.toPrecision(DIGITS)))),
  })),
});

/** Nothing may be loaded or sent. Script and style are these two, and no others. */
const policy = ({ script, style }: PageAssets): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(codeInScript(script))}`,
    `style-src ${hashOf(codeInScript(style))}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const hashOf = (code: string): string => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
