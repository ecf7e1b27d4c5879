/** What lies under and over the lines of a chart: drills, phases, targets. */
import type uPlot from 'uplot';
import type { Chart, ChartData } from '../chart.ts';

/** A colour of the page's style, as it is now. */
export const tint = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const PERCENT = 100;
const FONT_PX = 11;
const GAP_PX = 6;
/** From one line of text to the next, in heights of the font. */
const LINE = 1.25;

/** Paints within the chart's own area. */
function within(plot: uPlot, paint: (context: CanvasRenderingContext2D) => void): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  // Names of phases stand above the area.
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  paint(ctx);
  ctx.restore();
}

export function paintDrills(plot: uPlot, { drills }: ChartData): void {
  within(plot, (context) => {
    const { top, height } = plot.bbox;
    const at = (seconds: number): number => plot.valToPos(seconds, 'x', true);
    for (const { fromSeconds, untilSeconds, recoveredSeconds } of drills) {
      context.fillStyle = tint('--fault');
      context.fillRect(at(fromSeconds), top, at(untilSeconds) - at(fromSeconds), height);
      context.fillStyle = tint('--recovery');
      context.fillRect(at(untilSeconds), top, at(recoveredSeconds) - at(untilSeconds), height);
    }
  });
}

/** A line where each begins, and its name above where there is room: the longest phases first. */
export function paintPhases(plot: uPlot, { phases }: ChartData): void {
  within(plot, (context) => {
    const { top, height } = plot.bbox;
    const ratio = devicePixelRatio;
    context.strokeStyle = tint('--quiet');
    context.fillStyle = tint('--quiet');
    context.lineWidth = ratio;
    context.setLineDash([1 * ratio, 3 * ratio]);
    context.font = `${FONT_PX * ratio}px system-ui, sans-serif`;
    // uPlot leaves its own alignment of the axes.
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    const named: { readonly from: number; readonly until: number }[] = [];
    const lengthOf = (phase: ChartData['phases'][number]): number => phase.untilSeconds - phase.fromSeconds;
    for (const { name, fromSeconds } of [...phases].sort((a, b) => lengthOf(b) - lengthOf(a))) {
      const left = plot.valToPos(fromSeconds, 'x', true);
      context.beginPath();
      context.moveTo(left, top);
      context.lineTo(left, top + height);
      context.stroke();
      const until = left + context.measureText(name).width + GAP_PX * ratio;
      if (named.some((other) => left < other.until && other.from < until)) continue;
      if (until > plot.bbox.left + plot.bbox.width + GAP_PX * ratio) continue;
      context.fillText(name, left, top - GAP_PX * ratio);
      named.push({ from: left, until });
    }
  });
}

export function paintTargets(plot: uPlot, { targets = [], unit }: Chart): void {
  within(plot, (context) => {
    const { left, width } = plot.bbox;
    context.strokeStyle = tint('--target');
    context.lineWidth = 1.5 * devicePixelRatio;
    context.setLineDash([2 * devicePixelRatio, 2 * devicePixelRatio]);
    for (const { value } of targets) {
      const y = plot.valToPos(unit === 'share' ? value * PERCENT : value, 'y', true);
      context.beginPath();
      context.moveTo(left, y);
      context.lineTo(left + width, y);
      context.stroke();
    }
  });
}

const CAP_PX = 4;

/** From where to where a point may lie. */
export function paintSpans(plot: uPlot, { lines, along }: Chart): void {
  within(plot, (context) => {
    context.lineWidth = 1.5 * devicePixelRatio;
    context.setLineDash([]);
    for (const { spans = [], hue } of lines) {
      context.strokeStyle = tint(`--hue${hue}`);
      for (const [i, span] of spans.entries()) {
        if (span === null) continue;
        const x = plot.valToPos(along?.at[i] ?? 0, 'x', true);
        const [top, bottom] = [span.upper, span.lower].map((value) => plot.valToPos(value, 'y', true));
        const cap = CAP_PX * devicePixelRatio;
        context.beginPath();
        context.moveTo(x, top!);
        context.lineTo(x, bottom!);
        for (const end of [top!, bottom!]) {
          context.moveTo(x - cap, end);
          context.lineTo(x + cap, end);
        }
        context.stroke();
      }
    }
  });
}

/** Of the ground behind a name, so that it can be read where a line of the chart passes, and the line still be seen. */
const GROUND_ALPHA = 0.85;

/** A line for each, its name beside it: one below the other where there is no room. */
export function paintMarks(plot: uPlot, { marks = [] }: Chart): void {
  within(plot, (context) => {
    const { top, height, left, width } = plot.bbox;
    const ratio = devicePixelRatio;
    const lineHeight = FONT_PX * LINE * ratio;
    context.strokeStyle = tint('--ink');
    context.fillStyle = tint('--ink');
    context.lineWidth = ratio;
    context.setLineDash([]);
    context.font = `${FONT_PX * ratio}px system-ui, sans-serif`;
    context.textAlign = 'left';
    context.textBaseline = 'top';
    const xOf = (value: number): number => plot.valToPos(value, 'x', true);
    for (const mark of marks) {
      context.beginPath();
      context.moveTo(xOf(mark.at), top);
      context.lineTo(xOf(mark.at), top + height);
      context.stroke();
    }
    const freeFrom: number[] = [];
    for (const { label, at } of marks) {
      const long = context.measureText(label).width;
      // Before the line where the chart ends behind it.
      const from = Math.min(xOf(at) + 3 * ratio, left + width - long);
      const row = Math.max(
        0,
        [...freeFrom, 0].findIndex((free) => from >= free),
      );
      const y = top + 2 * ratio + row * lineHeight;
      context.globalAlpha = GROUND_ALPHA;
      context.fillStyle = tint('--paper');
      context.fillRect(from - ratio, y - ratio, long + 2 * ratio, lineHeight);
      context.globalAlpha = 1;
      context.fillStyle = tint('--ink');
      context.fillText(label, from, y);
      freeFrom[row] = from + long + GAP_PX * ratio;
    }
  });
}
