/** A drill as a page of its own, by the parts of the report: the verdict, the chart, and the figures. */
import { answerPage, notesSection } from '../report/answer-page.ts';
import { type Chart, type ChartFrame, RED } from '../report/chart.ts';
import type { PageAssets } from '../report/page.ts';
import { table } from '../report/table.ts';
import type { Words } from '../words/words.ts';
import type { Drill } from './drill.ts';
import { aboutText, figureColumns, figureRows, noteTexts, verdictTexts } from './rows.ts';

const OUTCOME = { agree: 'pass', differ: 'fail', 'cannot-tell': 'inconclusive' } as const;

export function drillHtml(drill: Drill, words: Words, assets: PageAssets): string {
  const { scaleOutDrill: say } = words;
  const [sentence = '', ...meanings] = verdictTexts(drill, say, words.message);
  const figures = table({
    ...{ name: say.heading.figures, columns: figureColumns(say) },
    rows: figureRows(drill, say).map(({ cells }) => cells),
  });
  return answerPage(
    {
      ...{ id: 'drill', tab: say.page.tab(drill.plan), title: say.page.title, footer: drill.plan },
      outcome: OUTCOME[drill.compared.verdict],
      ...{ about: aboutText(drill, say), sentence, meanings },
      ...{ frame: frameOf(drill), chart: drillChart(drill, words) },
      chartSection: ['course', say.heading.course],
      sections: [
        ['figures', say.heading.figures, figures],
        ...notesSection(say.heading.notes, noteTexts(drill, say)),
      ],
    },
    words,
    assets,
  );
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
