import type { Outcome } from '../../scenarios/metrics.ts';

/**
 * The load that a plan will send, found by running its crowd on a virtual clock. Written to `forecast.json` in the run's folder.
 */
export interface PhaseForecast {
  readonly phase: string;
  /** Real seconds, without set-up and drain. */
  readonly seconds: number;
  readonly shoppersMax: number;
  readonly populations: readonly PopulationForecast[];
  /** Intended requests by step, for every step of the storefront, even with none. */
  readonly intendedByStep: Readonly<Record<string, number>>;
  readonly intended: number;
  readonly intendedByPopulation: Readonly<Record<string, number>>;
  readonly requestsPerSecondMean: number;
  /** Busiest second, herds included. */
  readonly requestsPerSecondMax: number;
  /** Sessions begun, by population. */
  readonly sessions: Readonly<Record<string, number>>;
  /** Those of them that the target cannot influence (cause `plan`), by their first step and region. */
  readonly firstSteps: readonly FirstSteps[];
  /** Mean think time by population, seconds, after `pace`. Little's law is checked with it. */
  readonly thinkSecondsMean: Readonly<Record<string, number>>;
  readonly ordersPerHour: number;
  readonly inFlightMean: number;
  readonly inFlightMax: number;
  /** Shoppers of the largest herd. */
  readonly herdShoppers: number;
  /** Requests of herds in their busiest second. */
  readonly herdRequestsPerSecondMax: number;
}
export interface FirstSteps {
  readonly population: string;
  readonly step: string;
  readonly region: string;
  readonly count: number;
}
export interface PopulationForecast {
  readonly population: string;
  readonly behaviour: string;
  /** True for a bot, which risk control should stop. */
  readonly isBot: boolean;
  /** True if it visits steps that risk control guards. */
  readonly meetsGuards: boolean;
  /** Every step that its behaviour has. */
  readonly steps: readonly string[];
  readonly following: readonly Following[];
  /** The longest of the mean think times, of those that lead to another step; 0 if none does. */
  readonly thinkSecondsMax: number;
}
/** The share of a population's answers of one outcome that are followed by a visit to `next`, if nobody runs out of time. */
export interface Following {
  readonly step: string;
  readonly outcome: Outcome;
  readonly next: string;
  readonly share: number;
}
export interface Forecast {
  readonly plan: string;
  readonly scale: number;
  readonly pace: number;
  readonly speed: number;
  readonly seed: number;
  readonly phases: readonly PhaseForecast[];
}
