/** The load that a run carried, below its verdict. */
import { inBytes, inFull, inShort } from '../text/numbers.ts';
import type { PhaseScale, Verdict } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { INDENT, type Lines, type Prose, type Row, wrapped } from './page.ts';
import type { Sheet } from './sheet.ts';

const PHASE_COLUMNS = { wide: [-20, 6, 14, 12, 11, 10, 11, 6], narrow: [-12, 7, 14, 12, 11, 9, 8, 5] };
const PERCENT = 100;

export function provenLines({ verdict, words }: Pick<Sheet, 'verdict' | 'words'>): Lines {
  const { proven } = verdict;
  const { phaseColumn: column } = words.table;
  const phases = proven.phases.map((phase) => [
    phase.phase,
    `${inShort(phase.seconds)} s`,
    inFull(phase.shoppersMean),
    inFull(phase.shoppersSending),
    inShort(phase.requestsPerSecond),
    proven.hasOrders ? inShort(phase.ordersPerSecond) : '',
    lag(phase, words),
    phase.cpuShare === null ? '–' : `${(phase.cpuShare * PERCENT).toFixed(0)} %`,
  ]);
  const header = [
    column.phase,
    column.length,
    column.shoppers,
    column.sending,
    column.requests,
    proven.hasOrders ? column.orders : '',
    column.lag,
    column.cpu,
  ];
  const lines = [
    heldInWords(verdict, words),
    words.table.atMost(inFull(proven.shoppersMax), inFull(proven.shoppersSending)),
    bestInWords(verdict, words),
    words.table.resources({
      generator: inBytes(proven.generatorRssBytesMax),
      seconds: inShort(proven.generatorCpuSeconds),
      all: inBytes(proven.allPssBytesMax),
      cpu: `${inShort(proven.cpuShare * PERCENT)} %`,
    }),
  ];
  return [
    ...lines.flatMap((line) => wrapped(line, '')),
    ...proven.phases.flatMap((phase) => connectionLine(phase, words)),
    ...[header, ...phases].map((cells): Row => ({ cells, layout: PHASE_COLUMNS, lead: INDENT })),
  ];
}

/** How many shoppers there were at once, and for how long. */
export function heldInWords({ proven, validity }: Verdict, { table }: Words): string {
  const { heldTogether: held, hasOrders } = proven;
  const planHolds = validity.some(({ id }) => id === 'crowd-held');
  if (held === null) return planHolds ? table.heldNever : table.heldByNoPlan;
  return table.held({
    shoppers: inFull(held.shoppersMin),
    planned: inFull(held.shoppersPlanned),
    seconds: inShort(held.seconds),
    phase: held.phase,
    orders: hasOrders ? inFull(held.ordersPerHour) : null,
  });
}

export const bestInWords = ({ proven }: Verdict, { table }: Words): string =>
  table.best(
    String(proven.bestSeconds),
    inShort(proven.requestsPerSecondBest),
    proven.hasOrders ? inShort(proven.ordersPerSecondBest) : null,
  );

function connectionLine({ phase, connections }: PhaseScale, { table }: Words): readonly Prose[] {
  if (connections === undefined) return [];
  const { mean, most, dropped } = connections;
  return wrapped(
    table.connections({ phase, mean: inShort(mean), most: inFull(most), dropped: inFull(dropped) }),
    '',
  );
}

function lag({ sendLagMsP99, requestsPerSecond }: PhaseScale, { table }: Words): string {
  if (sendLagMsP99 !== null) return `${inShort(sendLagMsP99)} ms`;
  return requestsPerSecond > 0 ? table.overTenSeconds : '–';
}
