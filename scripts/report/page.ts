/** A page of ours as one file, whatever is on it: no network, nothing loaded from elsewhere. */
import { createHash } from 'node:crypto';
import type { ReportWords } from '../words/report/words.ts';
import type { Words } from '../words/words.ts';
import type { Chart, ChartData, ChartFrame } from './chart.ts';
import { codeInScript, type Html, html, inlineScript, inlineStyle, jsonScript } from './html.ts';

/** What the build makes of `client/` and the chart library. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

interface Page {
  readonly words: Words;
  readonly title: string;
  readonly body: Html;
  /** Null: it has no charts, and needs no script. */
  readonly data: ChartData | null;
  readonly assets: PageAssets;
}

export const page = ({ words, title, body, data, assets }: Page): string =>
  `<!doctype html>\n${html`<html lang="${words.language}">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${inlineStyle(assets.style)}</head>
<body>${body}
${data === null ? null : html`${jsonScript('charts', data)}${inlineScript(assets.script)}`}
</body></html>`.toString()}\n`;

/** What the page's script is given. */
export const chartData = (frame: ChartFrame, charts: readonly Chart[], say: ReportWords): ChartData => ({
  ...frame,
  charts: charts.map(rounded),
  words: { seconds: say.chart.seconds, perSecond: say.chart.unit['per-second'], keys: say.chart.keys },
});

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
