/** What a plan will offer, found by running its crowd on a virtual clock. Written as `forecast.json` in the run's folder. */
export interface PhaseForecast {
  readonly phase: string;
  /** Real seconds, without set-up and drain. */
  readonly seconds: number;
  readonly shoppersMax: number;
  readonly populations: readonly PopulationForecast[];
  /** Intended requests by step, of all the storefront's: also those that nobody comes to. */
  readonly intendedByStep: Readonly<Record<string, number>>;
  readonly intended: number;
  readonly intendedByPopulation: Readonly<Record<string, number>>;
  readonly requestsPerSecondMean: number;
  /** Busiest second, herds left out. */
  readonly requestsPerSecondMax: number;
  /** Sessions begun, by population. */
  readonly sessions: Readonly<Record<string, number>>;
  /** Mean think time after pace, seconds, by population: what Little's law is checked against. */
  readonly thinkSecondsMean: Readonly<Record<string, number>>;
  readonly ordersPerHour: number;
  readonly inFlightMean: number;
  readonly inFlightMax: number;
  /** Largest herd released at one instant, shoppers. */
  readonly herdShoppers: number;
}
export interface PopulationForecast {
  readonly population: string;
  readonly behaviour: string;
  /** To be stopped by risk control is its right answer. */
  readonly isBot: boolean;
  /** Comes to steps that risk control guards. */
  readonly meetsGuards: boolean;
}
export interface Forecast {
  readonly plan: string;
  readonly scale: number;
  readonly pace: number;
  readonly speed: number;
  readonly seed: number;
  readonly phases: readonly PhaseForecast[];
}
