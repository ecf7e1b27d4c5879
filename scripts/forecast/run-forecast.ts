/**
 * Runs a plan's crowd on a virtual clock, phase by phase, and counts what it would send. Pure: the same plan gives the same
 * forecast.
 */

import type { Phase, Plan } from '../../scenarios/campaigns/plan.ts';
import { meanThinkMs } from '../../scenarios/crowd/behaviour.ts';
import { castOf } from '../../scenarios/crowd/cast.ts';
import { realMs } from '../../scenarios/crowd/timetable.ts';
import { runVirtually, type Totals, type VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';
import { COUNTER } from '../../scenarios/metrics.ts';
import { readsAnswer, type Shop } from '../../scenarios/shop/shop.ts';
import { most } from '../text/most.ts';
import { ExpectedConnections } from './expected-connections.ts';
import { followingOf, longestThinkMs } from './following.ts';
import type { Forecast, PhaseForecast, ShopFacts } from './forecast.ts';
import { orderStepsOf } from './order-steps.ts';
import { otherThinksOf } from './other-thinks.ts';
import type { Subject } from './subject.ts';

const SECOND_MS = 1000;
const HOUR_SECONDS = 3600;

export function runForecast(
  plan: Plan,
  { shopOf, expected }: Pick<Subject, 'shopOf' | 'expected'>,
): Forecast {
  const { name, scale, pace, speed, seed } = plan;
  const shop = shopOf(plan);
  const target = expected(plan);
  return {
    plan: name,
    scale,
    pace,
    speed,
    seed,
    shop: factsOf(shop),
    phases: plan.phases.map((phase) => forecastPhase(plan, phase, shop, target)),
  };
}

export const factsOf = ({
  name,
  isOwn,
  orderStep,
  couponStep,
  channels,
  badOrderStates,
  steps,
}: Shop): ShopFacts => ({
  name,
  isOwn,
  orderStep,
  couponStep,
  channels,
  badOrderStates,
  steps: steps.map((step) => ({
    name: step.name,
    promises: step.promises,
    readsAnswer: readsAnswer(step),
    ...(step.staySeconds === null ? {} : { staySeconds: step.staySeconds }),
  })),
});

function forecastPhase(plan: Plan, phase: Phase, shop: Shop, target: VirtualTarget): PhaseForecast {
  const cast = castOf(plan, phase, shop);
  const herds = new Set(
    cast.filter(({ population }) => population.kind === 'herd').map(({ population }) => population.name),
  );
  let nowMs = 0;
  let inFlightMax = 0;
  const perSecond: number[] = [];
  const ofHerds: number[] = [];
  const endMs = realMs(plan, phase.calendarMinutes);
  const connections = new ExpectedConnections(shop, endMs);
  const { totals } = runVirtually([{ plan, phase, shop, share: { index: 0, of: 1 }, vu: '0', runTag: 'f' }], {
    target: {
      answer: (step, region, atMs, visit) => {
        const answer = target.answer(step, region, atMs, visit);
        connections.answered(step, atMs + answer.latencyMs);
        return answer;
      },
    },
    withoutPromises: true,
    ticked: (tickMs, inFlight) => {
      nowMs = tickMs;
      inFlightMax = Math.max(inFlightMax, inFlight);
    },
    trace: (population) => {
      const second = Math.floor(nowMs / SECOND_MS);
      perSecond[second] = (perSecond[second] ?? 0) + 1;
      if (herds.has(population)) ofHerds[second] = (ofHerds[second] ?? 0) + 1;
    },
  });
  const visited = totals.by(COUNTER.intended, 'step');
  const seconds = endMs / SECOND_MS;
  const held = connections.total();
  const intended = totals.sum(COUNTER.intended);
  const orders = orderStepsOf(shop).reduce(
    (sum, step) => sum + totals.sum(COUNTER.responses, { step, outcome: 'ok' }),
    0,
  );
  return {
    phase: phase.name,
    seconds,
    shoppersMax: cast.reduce(
      (sum, { population, curve }) => sum + (population.kind === 'held' ? Math.round(curve!.max) : 0),
      0,
    ),
    populations: cast.map((member) => ({
      population: member.population.name,
      behaviour: member.population.behaviour,
      isBot: member.isBot,
      byChannel: shop.behaviours[member.population.behaviour]?.entry === 'channels',
      meetsGuards: member.meetsGuards,
      steps: member.graph.steps,
      following: followingOf(member),
      thinkSecondsMax: longestThinkMs(member.graph) / SECOND_MS,
      ...otherThinksOf(member.graph),
    })),
    intendedByStep: Object.fromEntries(shop.steps.map(({ name }) => [name, visited[name] ?? 0])),
    intended,
    intendedByPopulation: totals.by(COUNTER.intendedByPopulation, 'population'),
    requestsPerSecondMean: intended / seconds,
    requestsPerSecondMax: most(perSecond),
    sessions: totals.by(COUNTER.sessions, 'population'),
    firstSteps: totals.entries(COUNTER.sessions).flatMap(({ labels, value: count }) => {
      const { population = '', step = '', region = '', cause } = labels;
      return cause === 'plan' && count > 0 ? [{ population, step, region, count }] : [];
    }),
    thinkSecondsMean: Object.fromEntries(
      cast.map(({ population, graph }) => [population.name, meanThinkMs(graph) / SECOND_MS]),
    ),
    ordersPerHour: (orders / seconds) * HOUR_SECONDS,
    ordersByPopulation: ordersByPopulation(totals, shop),
    inFlightMean: totals.sum(COUNTER.pendingSeconds) / seconds,
    inFlightMax,
    herdShoppers: most(cast.map((member) => member.herdShoppers)),
    herdRequestsPerSecondMax: most(ofHerds),
    ...(held === null ? {} : { connections: held }),
  };
}

function ordersByPopulation(totals: Totals, shop: Shop): Record<string, number> {
  const steps = orderStepsOf(shop);
  const orders: Record<string, number> = {};
  for (const { labels, value } of totals.entries(COUNTER.answers)) {
    const { population = '', step = '', outcome } = labels;
    if (steps.includes(step) && outcome === 'ok' && value > 0)
      orders[population] = (orders[population] ?? 0) + value;
  }
  return orders;
}
