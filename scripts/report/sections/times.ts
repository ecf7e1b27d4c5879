/** Response and service time over time, and why they are two. */
import { inFull } from '../../text/numbers.ts';
import type { Chart } from '../chart.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';

/** Nothing without its chart. */
export function times({ plan, say }: Section, chart: Html | null): Html | null {
  if (chart === null) return null;
  return html`<section id="times" aria-labelledby="times-title"><h2 id="times-title">${say.times.title}</h2>
<p>${say.times.gap(inFull(plan.generator.inFlightMax))}</p>${chart}</section>`;
}

export function timesChart({ timeline, plan, say: { times: words } }: Section): Chart | null {
  if (timeline === null) return null;
  const { responseTime, serviceTime } = timeline;
  return {
    id: 'response-time',
    title: words.title,
    says: words.says,
    unit: 'ms',
    isLogarithmic: true,
    lines: [
      { label: `${words.response} ${words.p99}`, values: responseTime.p99Ms, hue: 0 },
      { label: `${words.response} ${words.half}`, values: responseTime.p50Ms, hue: 0, isDashed: true },
      { label: `${words.service} ${words.p99}`, values: serviceTime.p99Ms, hue: 1 },
      { label: `${words.service} ${words.half}`, values: serviceTime.p50Ms, hue: 1, isDashed: true },
    ],
    targets: [{ label: words.limit, value: plan.withinMs }],
  };
}
