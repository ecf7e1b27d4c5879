/**
 * The load that a plan will send, found by running its crowd on a virtual clock. Written to `forecast.json` in the run's folder. Each
 * part is declared once, as the shape by which the file is read: a folder may have been changed by somebody else.
 */
import { z } from 'zod';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import { PROMISES } from '../../scenarios/shop/promise-kinds.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';

const amount = z.number();
const amounts = z.record(z.string(), amount);
const text = z.string();
type Read<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;

const firstSteps = z.object({ population: text, step: text, region: text, count: amount });

/** The share of a population's answers of one outcome that are followed by a visit to `next`, if nobody runs out of time. */
const following = z.object({ step: text, outcome: z.enum(EVERY_OUTCOME), next: text, share: amount });
export type Following = Read<typeof following>;

/** Think times that are not exponential. */
const otherThinks = z.object({
  /** The largest variance of its think times, each divided by its mean: 1 for an exponential one. */
  varianceMax: amount,
  /** How far the mean of what remains of a think time lies from the mean think time, seconds; 0 for exponential ones. */
  residualSecondsOff: amount,
});
export type OtherThinks = Read<typeof otherThinks>;

const populationForecast = z.object({
  population: text,
  behaviour: text,
  /** True for a bot, which risk control should stop. */
  isBot: z.boolean(),
  /** Whether its sessions enter by the plan's channels. Left out: the run is older than this field. */
  byChannel: z.boolean().exactOptional(),
  /** True if it visits steps that risk control guards. */
  meetsGuards: z.boolean(),
  /** Every step that its behaviour has. */
  steps: z.array(text),
  following: z.array(following),
  /** The longest of the mean think times, of those that lead to another step; 0 if none does. */
  thinkSecondsMax: amount,
  /** Left out if all its think times are exponential. */
  otherThinks: otherThinks.optional(),
});
export type PopulationForecast = Read<typeof populationForecast>;

const phaseForecast = z.object({
  phase: text,
  /** Real seconds, without set-up and drain. */
  seconds: amount,
  shoppersMax: amount,
  populations: z.array(populationForecast),
  /** Intended requests by step, for every step of the shop, even with none. */
  intendedByStep: amounts,
  intended: amount,
  intendedByPopulation: amounts,
  requestsPerSecondMean: amount,
  /** Busiest second, herds included. */
  requestsPerSecondMax: amount,
  /** Sessions begun, by population. */
  sessions: amounts,
  /** Those of them that the target cannot influence (cause `plan`), by their first step and region. */
  firstSteps: z.array(firstSteps),
  /** Mean think time by population, seconds, after `pace`. Little's law is checked with it. */
  thinkSecondsMean: amounts,
  ordersPerHour: amount,
  /** Orders that succeed, by population. Left out: the run is older than this field. */
  ordersByPopulation: amounts.exactOptional(),
  inFlightMean: amount,
  inFlightMax: amount,
  /** Shoppers of the largest herd. */
  herdShoppers: amount,
  /** Requests of herds in their busiest second. */
  herdRequestsPerSecondMax: amount,
  /** Connections open at once. Only if the shop has a step that stays. */
  connections: z.object({ mean: amount, most: amount }).exactOptional(),
});
export type PhaseForecast = Read<typeof phaseForecast>;

/** What later stages must know of the shop: they may read it years later, without the shop's own file. */
const shopFacts = z.object({
  name: text,
  /** True: a user's, and not the embedded one. */
  isOwn: z.boolean(),
  /** Null: the shop has none. */
  orderStep: text.nullable(),
  couponStep: text.nullable(),
  /** The step by which each channel enters. Left out: the run is older than this field. */
  channels: z.record(text, text).exactOptional(),
  /** What it calls an order that it does not keep. Null: see `BAD_STATES` of the audit. */
  badOrderStates: z.array(text).nullable(),
  steps: z.array(
    z.object({
      name: text,
      /** What its answers acknowledge. */
      promises: z.enum(PROMISES).nullable(),
      /** Whether more than the status decides. */
      readsAnswer: z.boolean(),
      /** It opens a connection, which stays so long. */
      staySeconds: amount.exactOptional(),
    }),
  ),
});
export type ShopFacts = Read<typeof shopFacts>;

export const forecastSchema = z.object({
  plan: text,
  scale: amount,
  pace: amount,
  speed: amount,
  seed: amount,
  shop: shopFacts,
  phases: z.array(phaseForecast),
});
export type Forecast = Read<typeof forecastSchema>;
