/** Runs in the page: draws its charts, and lets keys and pointer read them. It asks for nothing from anywhere. */
import type { ChartData } from '../chart.ts';
import { drawChart } from './draw-chart.ts';

const data = JSON.parse(document.getElementById('charts')?.textContent ?? 'null') as ChartData | null;
if (data !== null) drawAll(data);

/** What a sheet of A4 leaves between its margins, CSS pixels. */
const PAPER_WIDTH = 660;

function drawAll(frame: ChartData): void {
  const drawn = frame.charts.flatMap((chart) => {
    const box = document.querySelector<HTMLElement>(`[data-chart="${CSS.escape(chart.id)}"]`);
    return box === null ? [] : [drawChart(box, chart, frame)];
  });
  const again = (): void => {
    for (const each of drawn) each.paint();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  // Paper is white, whatever the screen is.
  const { classList } = document.documentElement;
  addEventListener('beforeprint', () => {
    classList.add('paper');
    for (const each of drawn) each.resize(PAPER_WIDTH);
    again();
  });
  addEventListener('afterprint', () => {
    classList.remove('paper');
    for (const each of drawn) each.resize(null);
    again();
  });
}
