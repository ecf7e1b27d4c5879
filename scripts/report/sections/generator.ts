/** Whether the load itself was right: the checks of the verdict, sends over time, and what the generator used. */

import { sumOfKnown, type Timeline } from '../../evidence/timeline.ts';
import { BUSY_SHARE_MIN } from '../../outputs/advice.ts';
import { checks } from '../../outputs/selection.ts';
import { inBytes, inFull, inShort } from '../../text/numbers.ts';
import type { Chart, Line } from '../chart.ts';
import { type Html, html } from '../html.ts';
import { ratesOf } from '../rates.ts';
import type { Section } from '../source.ts';
import { stateMark } from '../state.ts';
import { inWords, table } from '../table.ts';

export function generator(section: Section, charts: readonly Html[]): Html {
  const { verdict, say, words } = section;
  const its = say.generator;
  return html`<section id="generator" aria-labelledby="generator-title"><h2 id="generator-title">${its.title}</h2>
<p class="${verdict.loadValid ? '' : 'warning'}">${verdict.loadValid ? its.valid : its.invalid}</p>${table({
    name: its.title,
    stacks: true,
    columns: its.columns,
    headAt: 1,
    rows: checks(verdict).map(({ check, worstOf }) => {
      const place = [check.phase, check.population].filter((part) => part !== null).join(' · ');
      const worst = worstOf !== null && worstOf > 1 ? its.worstOf(inFull(worstOf)) : '';
      const where = [place, worst].filter(Boolean).join(', ');
      return [
        stateMark(check.state, words),
        html`${words.check[check.id]}${where === '' ? null : html`<small>${where}</small>`}`,
        inWords(check.reason, words),
      ];
    }),
  })}${charts}${use(section)}${memory(section)}</section>`;
}

const PERCENT = 100;

function use({ observations: { generator: seen }, say: { generator: words } }: Section): Html | null {
  if (seen.cpuByPhase.length === 0) return null;
  const share = (seconds: number, wallSeconds: number): string =>
    wallSeconds > 0 ? `${inShort((seconds / (wallSeconds * seen.cores)) * PERCENT)} %` : '–';
  return html`<h3>${words.use}</h3>${table({
    name: words.use,
    columns: words.useColumns,
    numbers: [1, 2],
    rows: seen.cpuByPhase.map(({ phase, wallSeconds, generatorCpuSeconds, allCpuSeconds }) => [
      phase,
      share(generatorCpuSeconds, wallSeconds),
      share(allCpuSeconds, wallSeconds),
    ]),
  })}`;
}

function memory({ observations: { generator: seen }, say: { generator: words } }: Section): Html | null {
  if (seen.memory === undefined || seen.memory.length === 0) return null;
  return html`<h3>${words.memory}</h3>${table({
    name: words.memory,
    columns: words.memoryColumns,
    numbers: [1, 2, 3],
    rows: seen.memory.map(({ process, firstBytes, lastBytes, growth }) => [
      process,
      inBytes(firstBytes),
      inBytes(lastBytes),
      growth === null ? '–' : `${signed(growth.lowBytesPerHour)} … ${signed(growth.highBytesPerHour)}`,
    ]),
  })}`;
}

const signed = (bytes: number): string => `${bytes < 0 ? '−' : '+'}${inBytes(Math.abs(bytes))}`;

export function generatorCharts({
  timeline,
  say: { generator: words, proven, times },
}: Section): readonly Chart[] {
  if (timeline === null) return [];
  const { offered, sent, sendLag } = timeline;
  const perSecond = (counts: readonly number[]) => ratesOf(counts, timeline);
  return [
    {
      id: 'sends',
      title: words.sends,
      says: words.sendsSay,
      unit: 'per-second',
      lines: [
        { label: proven.offered, values: perSecond(offered), hue: 1, isDashed: true },
        { label: words.sent, values: perSecond(sent), hue: 0 },
      ],
    },
    {
      id: 'send-lag',
      title: words.lag,
      says: words.lagSays,
      unit: 'ms',
      lines: [
        { label: times.p99, values: sendLag.p99Ms, hue: 0 },
        { label: times.half, values: sendLag.p50Ms, hue: 0, isDashed: true },
      ],
    },
    ...useCharts(timeline, words),
  ];
}

const HUES = { generator: 0, shop: 1, prometheus: 2, command: 3, others: 3 } as const;
const BYTES_PER_MEGABYTE = 1e6;

/** None of a run that is older than these figures, or of which they could not be read. */
function useCharts({ use = [] }: Timeline, words: Section['say']['generator']): readonly Chart[] {
  if (use.length === 0) return [];
  const line = (role: (typeof use)[number]['role'], values: readonly (number | null)[]): Line => ({
    label: words.roles[role],
    values,
    hue: HUES[role],
    isDashed: role === 'others',
  });
  const everything: Line = {
    label: words.everything,
    values: sumOfKnown(use.map(({ cpuShare }) => cpuShare)),
    hue: 0,
    isDashed: true,
    isFilled: true,
  };
  return [
    {
      id: 'cpu',
      title: words.cpu,
      says: words.cpuSays,
      unit: 'share',
      fromZero: true,
      lines: [everything, ...use.map(({ role, cpuShare }) => line(role, cpuShare))],
      targets: [{ label: words.cpuLimit, value: BUSY_SHARE_MIN }],
    },
    {
      id: 'memory',
      title: words.memoryOverTime,
      says: words.memorySays,
      unit: 'megabytes',
      lines: use.map(({ role, memoryBytes }) =>
        line(
          role,
          memoryBytes.map((bytes) => (bytes === null ? null : bytes / BYTES_PER_MEGABYTE)),
        ),
      ),
    },
  ];
}
