/** A forecast as a table for a terminal of 100 columns. */
import { columns } from '../text/columns.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { fillEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import type { ForecastWords } from '../words/forecast/words.ts';
import type { Forecast, PhaseForecast } from './forecast.ts';
import type { Needs } from './needs.ts';
import { slotsNeeded } from './slots.ts';

const INDENT = '  ';
const COLUMN = 14;
const FIRST_COLUMN = 26;
const MB = 1e6;
const PERCENT = 100;
const MS_PER_SECOND = 1000;

export function printForecast(forecast: Forecast, needs: Needs, words: ForecastWords): string {
  const { phases, plan, seed, scale, pace, speed } = forecast;
  const { row: name } = words;
  const row = (head: string, cell: (phase: PhaseForecast, i: number) => string): string =>
    `${INDENT}${fillEnd(head, FIRST_COLUMN)}${phases.map((phase, i) => cell(phase, i).padStart(COLUMN)).join('')}`;
  // All steps of the shop, so that steps without traffic show too.
  const steps = Object.keys(phases[0]?.intendedByStep ?? {});
  const { costs, paceOne, withinMs } = needs;
  return `${[
    words.title({
      ...{ plan, seed: String(seed), scale: String(scale), pace: String(pace), speed: String(speed) },
    }),
    '',
    row('', (phase) => phase.phase),
    row(name.seconds, (phase) => inFull(phase.seconds)),
    row(name.held, (phase) => inFull(phase.shoppersMax)),
    row(name.herd, (phase) => inFull(phase.herdShoppers)),
    row(name.requests, (phase) => inFull(phase.intended)),
    row(name.perSecond, (phase) => inFull(phase.requestsPerSecondMean)),
    row(name.busiest, (phase) => inFull(phase.requestsPerSecondMax)),
    row(name.ofHerd, (phase) => inFull(phase.herdRequestsPerSecondMax)),
    ...(forecast.shop.orderStep === null ? [] : [row(name.orders, (phase) => inFull(phase.ordersPerHour))]),
    row(name.inFlight, (phase) => phase.inFlightMean.toFixed(1)),
    row(name.inFlightMost, (phase) => inFull(phase.inFlightMax)),
    row(name.slots, (phase) => inFull(slotsNeeded(phase.requestsPerSecondMax, withinMs))),
    ...connectionLines(phases, row, words),
    '',
    `${INDENT}${words.byStep}`,
    ...steps.map((step) => row(step, (phase) => perSecond(phase, step))),
    '',
    `${INDENT}${words.visits}`,
    ...steps.map((step) => row(step, (phase) => visits(phase, step))),
    '',
    ...populationLines(phases, words),
    '',
    ...prose(words.takes(costs.machine, costs.measuredOn)),
    row(name.generatorCores, (_, i) => needs.phases[i]!.generatorCores.toFixed(2)),
    row(name.generatorMegabytes, (_, i) => inFull(needs.phases[i]!.generatorBytes / MB)),
    row(name.allCores, (_, i) => needs.phases[i]!.allCores.toFixed(2)),
    '',
    ...prose(
      words.paceOne(paceOne.phase, inFull(paceOne.requestsPerSecond), inFull(paceOne.generatorsOfOneCore)),
    ),
    ...herdLines(needs, words),
    ...slotLines(forecast, needs, words),
  ].join('\n')}\n`;
}

const prose = (text: string): readonly string[] => wrap(text, { lead: INDENT, hang: INDENT.length });

/** Each is a file descriptor of the generator's and of the target's. */
function connectionLines(
  phases: readonly PhaseForecast[],
  row: (name: string, cell: (phase: PhaseForecast) => string) => string,
  { row: name }: ForecastWords,
): readonly string[] {
  if (phases.every(({ connections }) => connections === undefined)) return [];
  return [
    row(name.connections, ({ connections }) => inFull(connections?.mean ?? 0)),
    row(name.connectionsMost, ({ connections }) => inFull(connections?.most ?? 0)),
  ];
}

function herdLines({ herd, cores, paceOne }: Needs, words: ForecastWords): readonly string[] {
  if (herd === null) return [];
  const { phase, shoppers, reaction, requestsPerSecondMax, besidePerSecond, here, fleet } = herd;
  const inSeconds = (ms: number): string => words.inSeconds(inShort(ms / MS_PER_SECOND));
  const isCarried = here.stretch <= 1;
  const slower =
    isCarried || reaction === null || !Number.isFinite(here.stretch)
      ? []
      : [words.slower(inSeconds(reaction.p99Ms * here.stretch))];
  return [
    words.herd({
      ...{ phase, shoppers: inFull(shoppers) },
      ...{ busiest: inFull(requestsPerSecondMax), beside: inFull(besidePerSecond) },
      reaction:
        reaction === null ? null : { half: inSeconds(reaction.medianMs), most: inSeconds(reaction.p99Ms) },
    }),
    words.here({ cores: inFull(cores), isCarried, shoppers: inFull(here.shoppersMax) }),
    ...slower,
    words.fleet(inFull(paceOne.generatorsOfOneCore), inFull(fleet.shoppersMax)),
    ...(reaction === null ? [words.atOneInstant] : []),
  ].flatMap(prose);
}

/** Phases whose busiest second may need more requests in flight than the plan allows. */
const slotLines = (
  { phases }: Forecast,
  { withinMs, inFlightMax }: Needs,
  words: ForecastWords,
): readonly string[] =>
  phases.flatMap(({ phase, requestsPerSecondMax }) => {
    const needed = slotsNeeded(requestsPerSecondMax, withinMs);
    if (needed <= inFlightMax) return [];
    return prose(words.slotsMissing({ phase, needed: inFull(needed), allowed: inFull(inFlightMax) }));
  });

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

function populationLines(
  phases: readonly PhaseForecast[],
  { column, bot }: ForecastWords,
): readonly string[] {
  const line = (...texts: readonly string[]): string => `${INDENT}${columns(texts, POPULATION_COLUMNS)}`;
  const { phase: ofPhase, population: who, behaviour: how, sessions: begun, requests: sent } = column;
  return [
    line(ofPhase, who, how, begun, sent, column.perSession),
    ...phases.flatMap(({ phase, populations, sessions, intendedByPopulation }) =>
      populations.map(({ population, behaviour, isBot }) => {
        const begun = sessions[population] ?? 0;
        const requests = intendedByPopulation[population] ?? 0;
        const ratio = begun === 0 ? '0' : (requests / begun).toFixed(2);
        const who = isBot ? bot(behaviour) : behaviour;
        return line(phase, population, who, inFull(begun), inFull(requests), ratio);
      }),
    ),
  ];
}

function perSecond(phase: PhaseForecast, step: string): string {
  const count = phase.intendedByStep[step];
  return count === undefined || count === 0 ? '·' : (count / phase.seconds).toFixed(1);
}
