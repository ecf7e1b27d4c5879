/** What was proven at what scale, pace and speed: the load that the run carried. */
import type { Timeline } from '../../evidence/timeline.ts';
import { inBytes, inFull, inShort } from '../../text/numbers.ts';
import type { Chart } from '../chart.ts';
import { type Html, html } from '../html.ts';
import { ratesOf } from '../rates.ts';
import type { Section } from '../source.ts';
import { table } from '../table.ts';

const PERCENT = 100;
const SECONDS_PER_HOUR = 3600;
const MS_PER_SECOND = 1000;

export function proven(section: Section, charts: Html | null): Html {
  const { verdict, say } = section;
  const words = say.proven;
  return html`<section id="proven" aria-labelledby="proven-title"><h2 id="proven-title">${words.title}</h2>
<dl class="tiles">${tiles(section)}</dl>
<p>${words.scale(inShort(verdict.scale), inShort(verdict.pace), inShort(verdict.speed))}</p>
${charts}
<h3>${words.byPhase}</h3>${byPhase(section)}</section>`;
}

function tiles({ verdict: { proven: its }, observations, say: { proven: words } }: Section): readonly Html[] {
  const { heldTogether: held, bestSeconds } = its;
  const best = words.best(inFull(bestSeconds));
  const tile = (figure: string, what: string, note: string): Html =>
    html`<div><dt>${what}</dt><dd><b>${figure}</b><span>${note}</span></dd></div>`;
  const orders =
    held === null
      ? tile(inFull(its.ordersPerSecondBest * SECONDS_PER_HOUR), words.orders, best)
      : tile(inFull(held.ordersPerHour), words.orders, words.whileHeld);
  return [
    tile(
      inFull(its.shoppersMax),
      words.shoppers,
      held === null ? words.notHeld : words.held(inFull(held.shoppersMin), inFull(held.seconds)),
    ),
    tile(inShort(its.requestsPerSecondBest), words.requests, best),
    ...(its.hasOrders ? [orders] : []),
    tile(
      `${inShort(its.cpuShare * PERCENT)} %`,
      words.machine,
      words.machineNote(inFull(observations.generator.cores), inBytes(its.allPssBytesMax)),
    ),
  ];
}

function byPhase({ verdict: { proven: its }, say: { proven: words } }: Section): Html {
  const { columns } = words;
  const hasOrders = its.hasOrders;
  return table({
    name: words.byPhase,
    stacks: true,
    columns: hasOrders ? columns : columns.filter((_, i) => i !== 5),
    numbers: [1, 2, 3, 4, 5, 6],
    rows: its.phases.map((phase) => [
      phase.phase,
      inShort(phase.seconds),
      inFull(phase.shoppersMean),
      inFull(phase.shoppersSending),
      inShort(phase.requestsPerSecond),
      ...(hasOrders ? [inShort(phase.ordersPerSecond)] : []),
      lag(phase.sendLagMsP99, phase.requestsPerSecond),
    ]),
  });
}

function lag(p99Ms: number | null, requestsPerSecond: number): string {
  if (p99Ms !== null) return `${inShort(p99Ms)} ms`;
  return requestsPerSecond > 0 ? '> 10 s' : '–';
}

export function loadCharts({ timeline, timetable, say: { proven: words } }: Section): readonly Chart[] {
  if (timeline === null) return [];
  const { offered, ended } = timeline;
  const perSecond = (counts: readonly number[]) => ratesOf(counts, timeline);
  return [
    {
      id: 'load',
      title: words.load,
      says: words.loadSays,
      unit: 'per-second',
      lines: [
        { label: words.offered, values: perSecond(offered), hue: 1, isDashed: true },
        { label: words.answered, values: perSecond(ended), hue: 0 },
      ],
    },
    {
      id: 'crowd',
      title: words.crowd,
      says: words.crowdSays,
      unit: 'count',
      lines: [{ label: words.present, values: whilePhasesLast(timeline, timetable), hue: 0, isFilled: true }],
    },
  ];
}

/**
 * Between phases nobody shops: one crowd is taken down, and the next one is held ready before its phase begins. Drawn, it would look like a
 * crowd that leaves and comes too early.
 */
function whilePhasesLast(
  { shoppers, sliceSeconds }: Pick<Timeline, 'shoppers' | 'sliceSeconds'>,
  timetable: Section['timetable'],
): readonly (number | null)[] {
  // Each value is that of its slice's end.
  const isInPhase = (atMs: number): boolean =>
    timetable.some(({ startMs, endMs }) => startMs < atMs && atMs <= endMs);
  return shoppers.map((each, slice) => (isInPhase((slice + 1) * sliceSeconds * MS_PER_SECOND) ? each : null));
}
