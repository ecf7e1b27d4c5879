/**
 * What a plan's crowd asks for, second by second, in the campaign's own time: real think times, and no squeezed calendar. A rehearsal
 * squeezes both, so its own seconds are of no use here.
 */

import { logNormalSpread } from '../../scenarios/campaigns/log-normal.ts';
import type { CurvePoint, Phase, Plan, Population } from '../../scenarios/campaigns/plan.ts';
import { Curve } from '../../scenarios/crowd/curve.ts';
import { normalShare } from '../../scenarios/crowd/normal.ts';
import type { Forecast, PhaseForecast } from '../forecast/forecast.ts';
import { MS_PER_SECOND, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from './seconds.ts';

export interface Demand {
  /** Intended requests in each second of the window, without retries. */
  readonly perSecond: Float64Array;
  /** The busiest phase, and when it begins in the window. */
  readonly phase: string;
  readonly burstSeconds: number;
  /** The calendar's second at which the window begins; below 0 where the plan begins with its burst. */
  readonly fromSeconds: number;
}

export interface DemandOptions {
  /** How long before the burst the window begins. */
  readonly leadSeconds: number;
  /**
   * A held crowd is there from its phase's first second: a rehearsal needs no stampede to open it. Here that crowd comes evenly over
   * so long.
   */
  readonly riseSeconds: number;
}

export function demandOf(
  plan: Plan,
  forecast: Forecast,
  { leadSeconds, riseSeconds }: DemandOptions,
): Demand {
  const times = calendarOf(plan);
  const all = new Float64Array(Math.max(...times.map(({ untilSeconds }) => untilSeconds)));
  const held = new Float64Array(all.length);
  for (const [i, phase] of plan.phases.entries()) {
    const { fromSeconds, untilSeconds } = times[i]!;
    for (const population of phase.populations) {
      const rates = ratesOf(plan, population, forecast.phases[i]!, untilSeconds - fromSeconds);
      const into = population.kind === 'held' ? held : all;
      for (const [second, rate] of rates.entries()) into[fromSeconds + second]! += rate;
    }
  }
  const risen = comingOver(held, riseSeconds);
  for (let second = 0; second < all.length; second++) all[second]! += risen[second]!;
  const busiest = busiestOf(all, times);
  const fromSeconds = busiest.fromSeconds - leadSeconds;
  const perSecond = new Float64Array(busiest.untilSeconds - fromSeconds);
  perSecond.set(all.subarray(Math.max(0, fromSeconds), busiest.untilSeconds), Math.max(0, -fromSeconds));
  return { perSecond, phase: busiest.phase, burstSeconds: leadSeconds, fromSeconds };
}

interface CalendarTime {
  readonly phase: string;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** In the campaign phases follow each other at once: the pauses of a rehearsal are its own. */
function calendarOf(plan: Plan): readonly CalendarTime[] {
  const times: CalendarTime[] = [];
  let freeSeconds = 0;
  for (const { name, calendarMinutes, begins } of plan.phases) {
    const during = 'during' in begins ? times.find(({ phase }) => phase === begins.during) : undefined;
    const fromSeconds =
      'during' in begins ? (during?.fromSeconds ?? 0) + begins.atMinute * SECONDS_PER_MINUTE : freeSeconds;
    const untilSeconds = Math.round(fromSeconds + calendarMinutes * SECONDS_PER_MINUTE);
    times.push({ phase: name, fromSeconds: Math.round(fromSeconds), untilSeconds });
    freeSeconds = Math.max(freeSeconds, untilSeconds);
  }
  return times;
}

/** Requests of a population in each second of its phase. */
function ratesOf(plan: Plan, population: Population, forecast: PhaseForecast, seconds: number): Float64Array {
  const rates = new Float64Array(seconds);
  const { name, paced } = population;
  const each = requestsPerSession(forecast, name);
  if (population.kind === 'held') {
    // Little's law, with the response time left out: it is short beside a thought.
    const thinkSeconds = forecast.thinkSecondsMean[name]! / (paced ? plan.pace : 1);
    fill(rates, curveOf(plan, population.shoppers), (shoppers) => shoppers / thinkSeconds);
  } else if (population.kind === 'arriving') {
    fill(rates, curveOf(plan, population.perHour), (perHour) => (perHour / SECONDS_PER_HOUR) * each);
  } else {
    const { shoppers, atMinute, reaction } = population;
    const atSeconds = Math.round(atMinute * SECONDS_PER_MINUTE);
    const requests = Math.round(shoppers * plan.scale) * each;
    const reacted = (after: number): number => {
      if (reaction === undefined || after <= 0) return after <= 0 ? 0 : 1;
      const { medianMs, p99Ms } = reaction;
      return normalShare(Math.log((after * MS_PER_SECOND) / medianMs) / logNormalSpread(medianMs, p99Ms));
    };
    for (let second = atSeconds; second < seconds; second++)
      rates[second] = requests * (reacted(second + 1 - atSeconds) - reacted(second - atSeconds));
  }
  return rates;
}

/** All of them count at the session's arrival, which makes a steep crowd a little steeper. */
const requestsPerSession = ({ intendedByPopulation, sessions }: PhaseForecast, name: string): number => {
  const begun = sessions[name] ?? 0;
  return begun === 0 ? 0 : (intendedByPopulation[name] ?? 0) / begun;
};

const curveOf = (plan: Plan, points: readonly CurvePoint[]): Curve => new Curve(points, 1, plan.scale);

function fill(rates: Float64Array, curve: Curve, rateOf: (value: number) => number): void {
  for (let second = 0; second < rates.length; second++)
    rates[second] = rateOf(curve.at((second + 0.5) * MS_PER_SECOND));
}

/** The mean over the seconds before: a jump becomes an even rise. */
function comingOver(rates: Float64Array, riseSeconds: number): Float64Array {
  const width = Math.max(1, Math.round(riseSeconds));
  const risen = new Float64Array(rates.length);
  let sum = 0;
  for (let second = 0; second < rates.length; second++) {
    // What was before the plan was as its first second.
    sum += rates[second]! - (second < width ? (rates[0] ?? 0) : rates[second - width]!);
    risen[second] = (rates[0] ?? 0) + sum / width;
  }
  return risen;
}

/** The phase that holds the busiest second; of two, the longer one: a flash sale lies inside its burst. */
function busiestOf(all: Float64Array, times: readonly CalendarTime[]): CalendarTime {
  const mostIn = ({ fromSeconds, untilSeconds }: CalendarTime): number => {
    let most = 0;
    for (let second = fromSeconds; second < untilSeconds; second++) most = Math.max(most, all[second]!);
    return most;
  };
  return times
    .map((time) => ({ time, most: mostIn(time) }))
    .reduce((one, other) =>
      other.most > one.most || (other.most === one.most && lengthOf(other.time) > lengthOf(one.time))
        ? other
        : one,
    ).time;
}

const lengthOf = ({ fromSeconds, untilSeconds }: CalendarTime): number => untilSeconds - fromSeconds;

/** The phase of a plan by name. */
export const phaseOf = (plan: Plan, name: string): Phase => plan.phases.find((each) => each.name === name)!;

/**
 * The same demand, with each rise in so many times less time. It then stays where the rise would have led, so no second asks for less
 * than before.
 * @param factor 2: twice as steep; 1: as it is
 */
export function steeper(perSecond: Float64Array, factor: number): Float64Array {
  const steep = Float64Array.from(perSecond);
  for (let from = 0; from + 1 < perSecond.length; ) {
    let until = from;
    while (until + 1 < perSecond.length && perSecond[until + 1]! > perSecond[until]!) until++;
    for (let second = from; second < until; second++) {
      const at = Math.min(until, from + (second - from) * factor);
      const left = Math.floor(at);
      const right = Math.min(until, left + 1);
      steep[second] = perSecond[left]! + (perSecond[right]! - perSecond[left]!) * (at - left);
    }
    from = Math.max(until, from + 1);
  }
  return steep;
}
