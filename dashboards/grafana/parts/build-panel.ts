/** One panel as Grafana reads it. */
import { PanelBuilder as BarsBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as FigureBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StatesBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Words } from '../words/words.ts';
import type { Bars, Figure, Limit, Lines, Panel, Query, States } from './panel.ts';
import { DATASOURCE } from './variables.ts';

const HEIGHT = { lines: 8, bars: 8, states: 8, figure: 4 } as const;
/** The steps by which a rate looks back 8 s and 20 s: Grafana takes four of them, or more when a long time is shown. */
const STEP = { usual: '2s', rare: '5s' } as const;
const LINE_WIDTH = 1;
const FILL_PERCENT = 20;

export function buildPanel(panel: Panel, words: Words) {
  switch (panel.kind) {
    case 'lines':
      return framed(lines(panel), panel, words);
    case 'figure':
      return framed(figure(panel), panel, words);
    case 'bars':
      return framed(bars(panel), panel, words);
    case 'states':
      return framed(states(panel, words), panel, words);
  }
}

type Builder = LinesBuilder | FigureBuilder | BarsBuilder | StatesBuilder;

function framed(builder: Builder, panel: Panel, words: Words): Builder {
  const { title, description } = words.panels[panel.name];
  builder.title(title).description(description).datasource(DATASOURCE);
  builder.unit(panel.unit).span(panel.width).height(HEIGHT[panel.kind]).thresholds(thresholds(panel.limit));
  builder.targets(panel.queries.map((query, i) => target(query, i, words)));
  return builder;
}

function target({ expr, legend, isRare, isInstant }: Query, at: number, words: Words): DataqueryBuilder {
  const builder = new DataqueryBuilder()
    .expr(expr)
    .legendFormat(isTemplate(legend) ? legend : words.legends[legend])
    .refId(String.fromCharCode('A'.charCodeAt(0) + at))
    .datasource(DATASOURCE)
    .interval(isRare === true ? STEP.rare : STEP.usual);
  return isInstant === true ? builder.instant() : builder.range();
}

const isTemplate = (legend: Query['legend']): legend is `{{${string}` => legend.startsWith('{{');

/** Its first step has no value: it begins at minus infinity. */
const thresholds = (limit: Limit | undefined): ThresholdsConfigBuilder => {
  const [below, from] =
    limit === undefined ? ['green'] : limit.good === 'above' ? ['red', 'green'] : ['green', 'red'];
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([
      { value: null, color: below! },
      ...(limit === undefined ? [] : [{ value: limit.value, color: from! }]),
    ]);
};

function lines({ isStacked, limit }: Lines): LinesBuilder {
  const builder = new LinesBuilder()
    .lineWidth(LINE_WIDTH)
    .fillOpacity(isStacked === true ? FILL_PERCENT : 0)
    .showPoints(VisibilityMode.Never)
    .min(0)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (isStacked === true) builder.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  if (limit !== undefined)
    builder.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  return builder;
}

const CALCULATED = { last: 'lastNotNull', highest: 'max' } as const;

const figure = ({ shown, limit }: Figure): FigureBuilder =>
  new FigureBuilder()
    .reduceOptions(new ReduceDataOptionsBuilder().calcs([CALCULATED[shown]]).values(false))
    .colorMode(limit === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area);

const bars = (_panel: Bars): BarsBuilder =>
  new BarsBuilder()
    .reduceOptions(new ReduceDataOptionsBuilder().calcs([CALCULATED.last]).values(false))
    .orientation(VizOrientation.Horizontal)
    .min(0);

const states = (panel: States, words: Words): StatesBuilder =>
  new StatesBuilder()
    .mappings(mappings(panel, words))
    .mergeValues(true)
    .showValue(VisibilityMode.Auto)
    .rowHeight(ROW_HEIGHT);

const ROW_HEIGHT = 0.8;

const mappings = ({ states: all }: States, words: Words): ValueMapping[] => [
  {
    type: MappingType.ValueToText,
    options: Object.fromEntries(
      all.map(({ value, word, colour }, index) => [
        String(value),
        { text: words.legends[word], color: colour, index },
      ]),
    ),
  },
];
