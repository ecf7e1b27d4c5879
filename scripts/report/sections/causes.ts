/** Why answers failed, which alerts fired, and which traces are worth a look. */

import { summed } from '../../evidence/timeline.ts';
import { inFull, inShort } from '../../text/numbers.ts';
import { bar } from '../bar.ts';
import { type Chart, type Line, REGIONS_MAX } from '../chart.ts';
import { type Html, html } from '../html.ts';
import { ratesOf } from '../rates.ts';
import type { Section } from '../source.ts';
import { asWritten, table } from '../table.ts';

const CAUSES_MAX = 40;
const ALERTS_MAX = 60;
const TRACES_MAX = 20;

export function causes({ verdict, say }: Section, chart: Html | null): Html {
  const words = say.causes;
  const most = Math.max(1, ...verdict.causes.map(({ count }) => count));
  const more = verdict.causes.length - CAUSES_MAX;
  return html`<section id="causes" aria-labelledby="causes-title"><h2 id="causes-title">${words.title}</h2>
${
  verdict.causes.length === 0
    ? html`<p>${words.none}</p>`
    : html`<p>${words.intro}</p>${table({
        name: words.title,
        stacks: true,
        columns: [...words.columns, ''],
        numbers: [2],
        rows: verdict.causes
          .slice(0, CAUSES_MAX)
          .map(({ step, cause, count }) => [step, asWritten(cause), inFull(count), bar(count / most)]),
      })}${more > 0 ? html`<p>${say.more(inFull(more))}</p>` : null}`
}
${chart}${
  verdict.traces.length === 0
    ? null
    : html`<h3>${words.traces}</h3>${table({
        name: words.traces,
        columns: words.traceColumns,
        numbers: [3],
        rows: verdict.traces
          .slice(0, TRACES_MAX)
          .map(({ id, step, outcome, responseMs }) => [
            html`<code>${id}</code>`,
            step,
            outcome,
            `${inFull(responseMs)} ms`,
          ]),
      })}`
}</section>`;
}

/** By region, the windows of drills included. Null where nothing failed: there is nothing to see. */
export function failuresChart({ timeline, plan, say }: Section): Chart | null {
  const words = say.causes;
  if (timeline === null || !timeline.steps.some(({ failed }) => failed !== undefined)) return null;
  const line = (label: string, region: string | null, hue: number): Line => {
    const failed = summed(timeline, (row) => region === null || row.region === region, ['failed']);
    return { label, values: ratesOf(failed, timeline), hue: hue as Line['hue'] };
  };
  const { regions } = plan;
  return {
    id: 'failures',
    title: words.chart,
    says: words.chartSays,
    unit: 'per-second',
    lines:
      regions.length > REGIONS_MAX
        ? [line(say.objectives.allRegions, null, 0)]
        : regions.map(({ name }, i) => line(name, name, i)),
  };
}

/** Nothing where nobody knows. */
export function alerts({ verdict, say }: Section): Html | null {
  const words = say.alerts;
  if (verdict.alerts === null) return null;
  const more = verdict.alerts.length - ALERTS_MAX;
  return html`<section id="alerts" aria-labelledby="alerts-title"><h2 id="alerts-title">${words.title}</h2>${
    verdict.alerts.length === 0
      ? html`<p>${words.none}</p>`
      : html`<p>${words.intro}</p>${table({
          name: words.title,
          stacks: true,
          columns: words.columns,
          numbers: [3],
          rows: verdict.alerts
            .slice(0, ALERTS_MAX)
            .map(({ alert, severity, labels, fromSeconds, untilSeconds }) => [
              alert,
              severity,
              Object.entries(labels)
                .map(([name, value]) => `${name} ${value}`)
                .join(', '),
              `${inShort(fromSeconds)}–${inShort(untilSeconds)}`,
            ]),
        })}${more > 0 ? html`<p>${say.more(inFull(more))}</p>` : null}`
  }</section>`;
}
