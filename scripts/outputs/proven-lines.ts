/** The load that a run carried, below its verdict. */
import { inBytes, inFull, inShort, plural } from '../text/numbers.ts';
import type { PhaseScale, Verdict } from '../verdict/verdict.ts';
import { INDENT, type Lines, type Prose, type Row, wrapped } from './page.ts';

const PHASE_COLUMNS = { wide: [-20, 6, 14, 12, 11, 10, 11, 6], narrow: [-12, 7, 14, 12, 11, 9, 8, 5] };

export function provenLines({ proven, validity }: Verdict): Lines {
  const { heldTogether: held, hasOrders } = proven;
  const planHolds = validity.some(({ id }) => id === 'crowd-held');
  const heldLine =
    held === null
      ? planHolds
        ? 'concurrency is not proven: no held crowd was complete'
        : 'no held population: concurrency is not judged'
      : `at least ${inFull(held.shoppersMin)} shoppers at once, ${inFull(held.shoppersPlanned)} planned, for ` +
        `${inShort(held.seconds)} s of ${held.phase}${hasOrders ? `, at ${inFull(held.ordersPerHour)} orders/h` : ''}`;
  const phases = proven.phases.map((phase) => [
    phase.phase,
    `${inShort(phase.seconds)} s`,
    inFull(phase.shoppersMean),
    inFull(phase.shoppersSending),
    inShort(phase.requestsPerSecond),
    hasOrders ? inShort(phase.ordersPerSecond) : '',
    lag(phase.sendLagMsP99, phase.requestsPerSecond),
    phase.cpuShare === null ? '–' : `${(phase.cpuShare * 100).toFixed(0)} %`,
  ]);
  const header = [
    'phase',
    'length',
    'shoppers mean',
    'sent at all',
    'requests/s',
    hasOrders ? 'orders/s' : '',
    'lag p99',
    'CPU',
  ];
  const lines = [
    heldLine,
    `at most ${inFull(proven.shoppersMax)} shoppers; ${plural(proven.shoppersSending, 'session')} sent a request at all`,
    `best ${proven.bestSeconds} s: ${inShort(proven.requestsPerSecondBest)} requests/s${hasOrders ? `, ${inShort(proven.ordersPerSecondBest)} orders/s` : ''}`,
    `generator ${inBytes(proven.generatorRssBytesMax)}, ${inShort(proven.generatorCpuSeconds)} CPU seconds; ` +
      `everything ${inBytes(proven.allPssBytesMax)}, ${inShort(proven.cpuShare * 100)} % of all cores`,
  ];
  return [
    ...lines.flatMap((line) => wrapped(line, '')),
    ...proven.phases.flatMap(connectionLine),
    ...[header, ...phases].map((cells): Row => ({ cells, layout: PHASE_COLUMNS, lead: INDENT })),
  ];
}

function connectionLine({ phase, connections }: PhaseScale): readonly Prose[] {
  if (connections === undefined) return [];
  const { mean, most, dropped } = connections;
  return wrapped(
    `connections held in ${phase}: ${inShort(mean)} on average, ${inFull(most)} at most; ${inFull(dropped)} dropped`,
    '',
  );
}

function lag(p99Ms: number | null, requestsPerSecond: number): string {
  if (p99Ms !== null) return `${inShort(p99Ms)} ms`;
  return requestsPerSecond > 0 ? 'over 10 s' : '–';
}
