/** A forecast as a table for a terminal of 100 columns. */
import { columns } from '../text/columns.ts';
import { inFull, inShort, plural } from '../text/numbers.ts';
import type { Forecast, PhaseForecast } from './forecast.ts';
import type { Needs } from './needs.ts';
import { slotsNeeded } from './slots.ts';

const COLUMN = 14;
const FIRST_COLUMN = 26;
const MB = 1e6;
const PERCENT = 100;
const MS_PER_SECOND = 1000;

export function printForecast(forecast: Forecast, needs: Needs): string {
  const { phases } = forecast;
  const row = (name: string, cell: (phase: PhaseForecast, i: number) => string): string =>
    `  ${name.padEnd(FIRST_COLUMN)}${phases.map((phase, i) => cell(phase, i).padStart(COLUMN)).join('')}`;
  // All steps of the shop, so that steps without traffic show too.
  const steps = Object.keys(phases[0]?.intendedByStep ?? {});
  const { costs, paceOne, withinMs } = needs;
  return `${[
    `FORECAST  ${forecast.plan} · seed ${forecast.seed} · scale ${forecast.scale} · pace ${forecast.pace} · speed ${forecast.speed}`,
    '',
    row('', (phase) => phase.phase),
    row('seconds', (phase) => inFull(phase.seconds)),
    row('shoppers held', (phase) => inFull(phase.shoppersMax)),
    row('herd, shoppers', (phase) => inFull(phase.herdShoppers)),
    row('requests', (phase) => inFull(phase.intended)),
    row('requests/s', (phase) => inFull(phase.requestsPerSecondMean)),
    row('requests/s, busiest', (phase) => inFull(phase.requestsPerSecondMax)),
    row('of them the herd', (phase) => inFull(phase.herdRequestsPerSecondMax)),
    ...(forecast.shop.orderStep === null ? [] : [row('orders/h', (phase) => inFull(phase.ordersPerHour))]),
    row('in flight, mean', (phase) => phase.inFlightMean.toFixed(1)),
    row('in flight, highest', (phase) => inFull(phase.inFlightMax)),
    row('in flight, slots needed', (phase) => inFull(slotsNeeded(phase.requestsPerSecondMax, withinMs))),
    ...connectionLines(phases, row),
    '',
    '  requests/s by step',
    ...steps.map((step) => row(step, (phase) => perSecond(phase, step))),
    '',
    "  requests a session by step, and their share of the phase's",
    ...steps.map((step) => row(step, (phase) => visits(phase, step))),
    '',
    ...populationLines(phases),
    '',
    `  what it takes, by costs measured on: ${costs.machine} (${costs.measuredOn})`,
    row('generator, cores', (_, i) => needs.phases[i]!.generatorCores.toFixed(2)),
    row('generator, MB', (_, i) => inFull(needs.phases[i]!.generatorBytes / MB)),
    row('everything, cores', (_, i) => needs.phases[i]!.allCores.toFixed(2)),
    '',
    `  At pace 1 (real think times) ${paceOne.phase} would send ${inFull(paceOne.requestsPerSecond)} requests/s:`,
    `  that needs ${plural(paceOne.generatorsOfOneCore, 'generator')} of one core.`,
    ...herdLines(needs),
    ...slotLines(forecast, needs),
  ].join('\n')}\n`;
}

/** Each is a file descriptor of the generator's and of the target's. */
function connectionLines(
  phases: readonly PhaseForecast[],
  row: (name: string, cell: (phase: PhaseForecast) => string) => string,
): readonly string[] {
  if (phases.every(({ connections }) => connections === undefined)) return [];
  return [
    row('connections held, mean', ({ connections }) => inFull(connections?.mean ?? 0)),
    row('connections held, most', ({ connections }) => inFull(connections?.most ?? 0)),
  ];
}

function herdLines({ herd, cores, paceOne }: Needs): readonly string[] {
  if (herd === null) return [];
  const { phase, shoppers, reaction, requestsPerSecondMax, besidePerSecond, here, fleet } = herd;
  const how =
    reaction === null
      ? 'all at one instant'
      : `half of it within ${inSeconds(reaction.medianMs)}, 99 % within ${inSeconds(reaction.p99Ms)}`;
  const carried = here.stretch <= 1 ? 'carries it' : 'does not carry it on time';
  const slower =
    here.stretch <= 1 || reaction === null || !Number.isFinite(here.stretch)
      ? []
      : [`  It would carry this one if 99 % took ${inSeconds(reaction.p99Ms * here.stretch)} or more.`];
  return [
    `  Herd of ${phase}: ${plural(shoppers, 'shopper')}, ${how}:`,
    `  ${inFull(requestsPerSecondMax)} requests in its busiest second, beside ${inFull(besidePerSecond)}/s. This machine (${plural(cores, 'core')}, shop`,
    `  included) ${carried}: up to ${inFull(here.shoppersMax)} shoppers as steep as this.`,
    ...slower,
    `  A fleet of ${plural(paceOne.generatorsOfOneCore, 'generator')} carries up to ${inFull(fleet.shoppersMax)} as steep as this.`,
    ...(reaction === null
      ? ['  A herd without `reaction` acts at one instant: few machines can send it on time.']
      : []),
  ];
}

/** Phases whose busiest second may need more requests in flight than the plan allows. */
const slotLines = ({ phases }: Forecast, { withinMs, inFlightMax }: Needs): readonly string[] =>
  phases.flatMap(({ phase, requestsPerSecondMax }) => {
    const needed = slotsNeeded(requestsPerSecondMax, withinMs);
    if (needed <= inFlightMax) return [];
    return [
      `  ${phase} may need ${inFull(needed)} requests in flight. generator.inFlightMax allows ${inFull(inFlightMax)}: raise it.`,
    ];
  });

const inSeconds = (ms: number): string => `${inShort(ms / MS_PER_SECOND)} s`;

/** `0.650 13.0 %`, or 0 for a step without traffic. */
function visits(phase: PhaseForecast, step: string): string {
  const count = phase.intendedByStep[step] ?? 0;
  if (count === 0) return '0';
  const share = ((count / phase.intended) * PERCENT).toFixed(1);
  return `${(count / sessionsOf(phase)).toFixed(3)} ${share} %`;
}

/** Sessions begun, over all populations of the phase. */
const sessionsOf = ({ sessions }: PhaseForecast): number =>
  Object.values(sessions).reduce((sum, count) => sum + count, 0);

const POPULATION_COLUMNS = [-16, -22, -22, 12, 12, 12] as const;

function populationLines(phases: readonly PhaseForecast[]): readonly string[] {
  const line = (...texts: readonly string[]): string => `  ${columns(texts, POPULATION_COLUMNS)}`;
  return [
    line('phase', 'population', 'behaviour', 'sessions', 'requests', 'a session'),
    ...phases.flatMap(({ phase, populations, sessions, intendedByPopulation }) =>
      populations.map(({ population, behaviour, isBot }) => {
        const begun = sessions[population] ?? 0;
        const requests = intendedByPopulation[population] ?? 0;
        const ratio = begun === 0 ? '0' : (requests / begun).toFixed(2);
        const who = isBot ? `${behaviour} (bot)` : behaviour;
        return line(phase, population, who, inFull(begun), inFull(requests), ratio);
      }),
    ),
  ];
}

function perSecond(phase: PhaseForecast, step: string): string {
  const count = phase.intendedByStep[step];
  return count === undefined || count === 0 ? '·' : (count / phase.seconds).toFixed(1);
}
