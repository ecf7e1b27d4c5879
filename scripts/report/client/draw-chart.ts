/** One chart, drawn by uPlot. */
import uPlot from 'uplot';
import { type Chart, type ChartData, RED } from '../chart.ts';
import { inWords, rangeOf, roomForLast, scaledValues, timeInWords } from './figures.ts';
import { paintDrills, paintMarks, paintPhases, paintSpans, paintTargets, tint } from './paint.ts';

interface Drawn {
  /** Again, in the colours of now. */
  readonly paint: () => void;
  /** To a width of its own; null: as wide as its place. */
  readonly resize: (width: number | null) => void;
}

const HEIGHT = 200;
const TOP = 18;
const TIME_AXIS_HEIGHT = 30;
/** So that the first label of the time axis stays clear of the lowest of the other. */
const TIME_AXIS_GAP = 8;
/** `1,200 MB` and `99.75 %` fit. */
const AXIS_WIDTH = 64;
const FONT = '12px system-ui, sans-serif';
const DASHES = [6, 4];
const FAR_STEP = 10;
/** So that the last point is drawn whole. */
const AIR_ALONG = 0.03;
/** The lines between are noise. */
const DECADES = {
  filter: (_: uPlot, at: number[]) => at.map((value) => (Number.isInteger(Math.log10(value)) ? value : null)),
};

export function drawChart(box: HTMLElement, chart: Chart, frame: ChartData): Drawn {
  const { fromSeconds, slices, sliceSeconds } = chart.axis ?? frame;
  const { along } = chart;
  const xs = along?.at ?? Array.from({ length: slices }, (_, i) => fromSeconds + (i + 0.5) * sliceSeconds);
  const ends: [number, number] =
    along === undefined
      ? [fromSeconds, fromSeconds + slices * sliceSeconds]
      : [0, along.at.at(-1)! * (1 + AIR_ALONG)];
  const ys = chart.lines.map((line) => scaledValues(chart, line));
  const axis = {
    stroke: () => tint('--quiet'),
    font: FONT,
    grid: { stroke: () => tint('--hair'), width: 1 },
  };
  const plot = new uPlot(
    {
      width: widthOf(box),
      height: HEIGHT,
      padding: [TOP, roomForLast(ends[1]), 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: ends },
        y: { range: rangeOf(chart), distr: chart.isLogarithmic === true ? 3 : 1 },
      },
      axes: [
        {
          ...axis,
          size: TIME_AXIS_HEIGHT,
          gap: TIME_AXIS_GAP,
          ticks: { show: false },
          values: (_, at) => at.map(along === undefined ? timeInWords : String),
          space: 60,
        },
        {
          ...axis,
          ...(chart.isLogarithmic === true ? DECADES : {}),
          grid: { ...axis.grid, ...(chart.isLogarithmic === true ? DECADES : {}) },
          size: AXIS_WIDTH,
          ticks: { show: false },
          values: (_, at) => at.map((value) => (value === null ? '' : inWords(value, chart.unit))),
        },
      ],
      series: [
        {},
        ...chart.lines.map(({ label, hue, isDashed = false, isFilled = false, isPoints = false }) => ({
          label,
          width: isPoints ? 0 : 1.75,
          spanGaps: false,
          points: isPoints ? { show: true, size: 8, fill: () => tint(`--hue${hue}`) } : { show: false },
          stroke: () => tint(`--hue${hue}`),
          ...(isDashed ? { dash: DASHES } : {}),
          ...(isFilled ? { fill: () => tint(hue === RED ? '--fault' : '--wash') } : {}),
        })),
      ],
      // Series count from 1: the first is the axis.
      ...(chart.band === undefined
        ? {}
        : {
            bands: [
              {
                series: [chart.band[0] + 1, chart.band[1] + 1] as [number, number],
                fill: () => tint('--wash'),
              },
            ],
          }),
      hooks: {
        drawClear: [(drawn) => along === undefined && paintDrills(drawn, frame)],
        draw: [
          (drawn) => paintTargets(drawn, chart),
          (drawn) => along === undefined && paintPhases(drawn, frame),
          (drawn) => paintSpans(drawn, chart),
          (drawn) => paintMarks(drawn, chart),
        ],
        setCursor: [(drawn) => tell(drawn.cursor.idx ?? null)],
      },
    },
    [xs, ...ys] as uPlot.AlignedData,
    box,
  );
  const readout = document.querySelector(`[data-readout="${CSS.escape(chart.id)}"]`);
  if (readout !== null) readout.textContent = frame.words.keys;

  function tell(at: number | null): void {
    if (readout === null) return;
    if (at === null) {
      readout.textContent = frame.words.keys;
      return;
    }
    const values = chart.lines.map(({ label }, i) => {
      const value = ys[i]![at];
      return `${label} ${value === null || value === undefined ? '–' : inWords(value, chart.unit)}`;
    });
    const place = along === undefined ? `${Math.round(xs[at]!)} s` : `${along.name} ${xs[at]!}`;
    readout.textContent = `${place}: ${values.join(', ')}`;
  }

  readWithKeys(box, plot, xs);
  let isForced = false;
  new ResizeObserver(() => {
    if (!isForced) plot.setSize({ width: widthOf(box), height: HEIGHT });
  }).observe(box);
  return {
    paint: () => plot.redraw(false, true),
    resize: (width) => {
      isForced = width !== null;
      plot.setSize({ width: width ?? widthOf(box), height: HEIGHT });
    },
  };
}

const widthOf = (box: HTMLElement): number => Math.max(1, Math.floor(box.clientWidth));

/** Arrows go from slice to slice, ten at a time with Shift; Home and End to the ends; Escape lets go. */
function readWithKeys(box: HTMLElement, plot: uPlot, xs: readonly number[]): void {
  let at: number | null = null;
  const show = (index: number | null): void => {
    at = index;
    const left = index === null ? -FAR_STEP : plot.valToPos(xs[index]!, 'x');
    plot.setCursor({ left, top: index === null ? -FAR_STEP : 0 });
  };
  const last = xs.length - 1;
  box.addEventListener('keydown', (event) => {
    const step = event.shiftKey ? FAR_STEP : 1;
    const places: Readonly<Record<string, number | null>> = {
      ArrowLeft: Math.max(0, (at ?? last + 1) - step),
      ArrowRight: Math.min(last, (at ?? -1) + step),
      Home: 0,
      End: last,
      Escape: null,
    };
    const place = places[event.key];
    if (place === undefined) return;
    // Otherwise the page would scroll.
    event.preventDefault();
    show(place);
  });
  box.addEventListener('blur', () => show(null));
}
