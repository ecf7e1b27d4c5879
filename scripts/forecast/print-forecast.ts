/** A forecast as a table for a terminal of 100 columns. */
import type { Forecast, PhaseForecast } from './forecast.ts';
import type { Needs } from './needs.ts';

const COLUMN = 14;
const FIRST_COLUMN = 26;
const MIB = 2 ** 20;

export function printForecast(forecast: Forecast, needs: Needs): string {
  const { phases } = forecast;
  const row = (name: string, cell: (phase: PhaseForecast, i: number) => string): string =>
    `  ${name.padEnd(FIRST_COLUMN)}${phases.map((phase, i) => cell(phase, i).padStart(COLUMN)).join('')}`;
  const steps = [...new Set(phases.flatMap((phase) => Object.keys(phase.intendedByStep)))];
  const { costs, paceOne } = needs;
  return `${[
    `FORECAST  ${forecast.plan} · seed ${forecast.seed} · scale ${forecast.scale} · pace ${forecast.pace} · speed ${forecast.speed}`,
    '',
    row('', (phase) => phase.phase),
    row('seconds', (phase) => inFull(phase.seconds)),
    row('shoppers held', (phase) => inFull(phase.shoppersMax)),
    row('herd at one instant', (phase) => inFull(phase.herdShoppers)),
    row('requests', (phase) => inFull(phase.intended)),
    row('requests/s', (phase) => inFull(phase.requestsPerSecondMean)),
    row('requests/s, busiest', (phase) => inFull(phase.requestsPerSecondMax)),
    row('orders/h', (phase) => inFull(phase.ordersPerHour)),
    row('in flight, mean', (phase) => phase.inFlightMean.toFixed(1)),
    row('in flight, highest', (phase) => inFull(phase.inFlightMax)),
    '',
    '  requests/s by step',
    ...steps.map((step) => row(step, (phase) => perSecond(phase, step))),
    '',
    `  what it takes, by costs measured on: ${costs.machine} (${costs.measuredOn})`,
    row('generator, cores', (_, i) => needs.phases[i]!.generatorCores.toFixed(2)),
    row('generator, MiB', (_, i) => inFull(needs.phases[i]!.generatorBytes / MIB)),
    row('everything, cores', (_, i) => needs.phases[i]!.allCores.toFixed(2)),
    '',
    `  At pace 1 (nobody's think stretched) ${paceOne.phase} would be ${inFull(paceOne.requestsPerSecond)} requests/s:`,
    `  ${inFull(paceOne.generatorsOfOneCore)} generators of one core.`,
    `  Largest herd beside it that can be answered within the limit: about ${inFull(needs.herdShoppersHere)} shoppers here`,
    `  (${needs.cores} cores, shop included), about ${inFull(needs.herdShoppersFleet)} from such a fleet.`,
  ].join('\n')}\n`;
}

function perSecond(phase: PhaseForecast, step: string): string {
  const count = phase.intendedByStep[step];
  return count === undefined || count === 0 ? '·' : (count / phase.seconds).toFixed(1);
}

const inFull = (value: number): string => Math.round(value).toLocaleString('en');
