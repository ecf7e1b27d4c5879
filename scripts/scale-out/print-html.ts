/** A scale-out as a page of its own, by the parts of the report: the answer, a chart for a manager, and the strategies. */
import { answerPage, notesSection } from '../report/answer-page.ts';
import { type Chart, type ChartFrame, RED } from '../report/chart.ts';
import { type Html, html } from '../report/html.ts';
import type { PageAssets } from '../report/page.ts';
import { table } from '../report/table.ts';
import { inShort } from '../text/numbers.ts';
import type { Words } from '../words/words.ts';
import { aboutText, strategyColumns, strategyRows } from './rows.ts';
import type { ScaleOut } from './scale-out.ts';
import { SECONDS_PER_MINUTE } from './seconds.ts';
import { answerTexts, noteTexts } from './sentences.ts';

export function scaleOutHtml(scaleOut: ScaleOut, words: Words, assets: PageAssets): string {
  const { scaleOut: say } = words;
  const { asked, compared, holdShare } = scaleOut;
  const [sentence = '', ...meanings] = answerTexts(scaleOut, say);
  const arrives = compared[0]!.planned!.heldShare >= holdShare;
  const strategies = (kind: 'planned' | 'steep', name: string): Html =>
    table({
      ...{ name, columns: strategyColumns(say), numbers: [1, 2, 3, 4, 5, 6, 7, 8] },
      rows: strategyRows(scaleOut, kind, say).map(({ cells }) => cells),
    });
  const steep = say.steepColumn(inShort(asked.steeper));
  return answerPage(
    {
      ...{ id: 'scale-out', tab: say.page.tab(asked.plan), title: say.page.title, footer: asked.plan },
      ...{ outcome: arrives ? 'pass' : 'fail', about: aboutText(scaleOut, say), sentence, meanings },
      ...{ frame: frameOf(scaleOut), chart: courseChart(scaleOut, words) },
      chartSection: ['course', say.heading.course],
      sections: [
        [
          'strategies',
          say.heading.strategies,
          html`${strategies('planned', say.heading.strategies)}<p>${say.spreads}</p>`,
        ],
        ['steep', steep, strategies('steep', steep)],
        ...notesSection(say.heading.notes, noteTexts(scaleOut, say)),
      ],
    },
    words,
    assets,
  );
}

/** A picture of two hours would hide minutes: it begins so long before the burst, and ends so long after it or after the last gap. */
const [BEFORE_SECONDS, AFTER_SECONDS, AFTER_GAP_SECONDS] = [600, 1800, 300];

/** Which slices are drawn. */
function drawnSlices({ asked, course }: ScaleOut): { readonly from: number; readonly until: number } {
  const { burstSeconds } = asked.demand;
  const lastGap = course.missing.findLastIndex((missing) => missing > 0) * course.sliceSeconds;
  const slice = (second: number): number =>
    Math.min(course.demand.length, Math.max(0, Math.round(second / course.sliceSeconds)));
  return {
    from: slice(burstSeconds - BEFORE_SECONDS),
    until: slice(Math.max(burstSeconds + AFTER_SECONDS, lastGap + AFTER_GAP_SECONDS)),
  };
}

/** Seconds from the beginning of the burst. */
function frameOf(scaleOut: ScaleOut): ChartFrame {
  const { from, until } = drawnSlices(scaleOut);
  const { sliceSeconds } = scaleOut.course;
  return {
    fromSeconds: from * sliceSeconds - scaleOut.asked.demand.burstSeconds,
    ...{ sliceSeconds, slices: until - from, phases: [], drills: [] },
  };
}

export function courseChart(scaleOut: ScaleOut, { scaleOut: { chart: say } }: Words): Chart {
  const { course, preWarm, replicasFirst } = scaleOut;
  const { from, until } = drawnSlices(scaleOut);
  const drawn = (values: readonly number[]): readonly number[] => values.slice(from, until);
  const warms = preWarm !== null && preWarm.replicas > replicasFirst;
  return {
    id: 'scale-out-course',
    ...{ title: say.title, says: say.says, unit: 'per-second' },
    lines: [
      { label: say.demand, hue: 0, values: drawn(course.demand) },
      { label: say.asked, hue: 1, values: drawn(course.asked), isDashed: true },
      { label: say.ready, hue: 2, values: drawn(course.ready) },
      { label: say.missing, hue: RED, values: drawn(course.missing), isFilled: true },
    ],
    marks: [
      ...(warms ? [{ label: say.begin, at: -preWarm.minutesBefore * SECONDS_PER_MINUTE }] : []),
      { label: say.burst, at: 0 },
    ],
  };
}
