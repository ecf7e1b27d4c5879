/** The populations of one phase, compiled to the numbers that the crowd's hot path needs. */
import type { Phase, Plan, PlannedRun, Population, Reaction } from '../campaigns/plan.ts';
import type { Behaviour, Edges } from '../shop/behaviour.ts';
import { keptOnArrival } from '../shop/kept-on-arrival.ts';
import { type Shop, stepNames } from '../shop/shop.ts';
import { type AccountRange, accountRangeOf } from './account-ranges.ts';
import { type CompiledBehaviour, compileBehaviour, meanThinkMs } from './behaviour.ts';
import { Curve } from './curve.ts';
import { type Identity, identityOf, populationSeed } from './identity.ts';
import { realMs } from './timetable.ts';

export interface Member {
  readonly population: Population;
  readonly index: number;
  readonly seed: number;
  readonly identity: Identity;
  readonly isHeld: boolean;
  /**
   * By node: whether a held shopper may be there when the phase begins. Not where something is needed that nobody gave yet, there or
   * further on: who begins behind the login never logs in.
   */
  readonly mayBegin: readonly boolean[];
  /** Which accounts its shoppers have. */
  readonly accounts: AccountRange;
  /** Risk control should stop it. */
  readonly isBot: boolean;
  /** What its shoppers shared as bots when they first came. They keep sharing it. */
  readonly firstBot: Behaviour['bot'];
  /** Visits steps that risk control guards. */
  readonly meetsGuards: boolean;
  readonly graph: CompiledBehaviour;
  /** The shop's step number of each node. */
  readonly stepOf: readonly number[];
  /** Shoppers held, or sessions per hour, over the phase; a herd has none. */
  readonly curve: Curve | null;
  /** Shoppers of a herd, and when it is released, milliseconds from the phase's start. */
  readonly herdShoppers: number;
  readonly herdAtMs: number;
  readonly reaction: Reaction | undefined;
}

export function castOf(plan: PlannedRun, phase: Phase, shop: Shop): readonly Member[] {
  const { behaviours, steps } = shop;
  const names = stepNames(shop);
  const entries = channelEntry(plan, shop);
  return phase.populations.map((population, index) => {
    const behaviour = behaviours[population.behaviour];
    if (behaviour === undefined)
      throw new Error(
        `phase ${phase.name}, population ${population.name}: no behaviour "${population.behaviour}"`,
      );
    const graph = compileBehaviour(behaviour, entries, population.paced ? plan.pace : 1);
    if (population.kind === 'held' && !(meanThinkMs(graph) > 0))
      throw new Error(
        `phase ${phase.name}, population ${population.name}: behaviour "${behaviour.name}" has no think time, so it cannot be held: use kind "arriving"`,
      );
    const identity = identityOf(plan, phase, population);
    const stepOf = graph.steps.map((step) => {
      const at = names.indexOf(step);
      if (at < 0) throw new Error(`behaviour ${behaviour.name}: the shop has no step "${step}"`);
      return at;
    });
    return {
      population,
      index,
      seed: populationSeed(plan, phase.name, population.name),
      identity,
      isHeld: population.kind === 'held',
      mayBegin: graph.steps.map((step) => !needsBefore(step, behaviour, shop)),
      accounts: accountRangeOf(plan, identity.place, shop.accounts),
      isBot: behaviour.bot !== undefined,
      firstBot: behaviours[identity.first.behaviour]?.bot,
      meetsGuards: stepOf.some((step) => steps[step]!.guarded),
      graph,
      stepOf,
      curve: curveOf(plan, population),
      herdShoppers: population.kind === 'herd' ? Math.round(population.shoppers * plan.scale) : 0,
      herdAtMs: population.kind === 'herd' ? realMs(plan, population.atMinute) : 0,
      reaction: population.kind === 'herd' ? population.reaction : undefined,
    };
  });
}

/** Whether a session that began at the step could come to a step without what it needs. */
function needsBefore(step: string, behaviour: Behaviour, shop: Shop): boolean {
  if (shop.steps.every(({ needs }) => needs.length === 0)) return false;
  const steps = new Map(shop.steps.map((each) => [each.name, each]));
  return keptOnArrival({ ...behaviour, entry: { [step]: 1 } }, shop, steps).length > 0;
}

/** The entry step of each channel, with its share. */
export const channelEntry = (
  { channels = {} }: Pick<Plan, 'channels'>,
  shop: Pick<Shop, 'channels'>,
): Edges =>
  Object.fromEntries(
    Object.entries(channels).flatMap(([channel, share]) => {
      const step = shop.channels[channel];
      return step === undefined ? [] : [[step, share] as const];
    }),
  );

function curveOf(plan: Plan, population: Population): Curve | null {
  if (population.kind === 'held') return new Curve(population.shoppers, plan.speed, plan.scale);
  if (population.kind === 'arriving') return new Curve(population.perHour, plan.speed, plan.scale);
  return null;
}
