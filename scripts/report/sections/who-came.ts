/** Who came, and how: sessions, requests and orders by population, and sessions by channel, against the forecast of the plan. */
import type { PhaseForecast } from '../../forecast/forecast.ts';
import { orderStepsOf } from '../../forecast/order-steps.ts';
import { inFull, inPercent } from '../../text/numbers.ts';
import { bar } from '../bar.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { table } from '../table.ts';

const ROWS_MAX = 60;

interface Came {
  sessions: number;
  requests: number;
  orders: number;
}
type ByPopulation = Map<string, Came>;

/** Nothing where no session was expected, and none came. */
export function who({ say, observations, forecast }: Section): Html | null {
  const words = say.funnel;
  const planned: ByPopulation = new Map();
  const seen: ByPopulation = new Map();
  const orderSteps = orderStepsOf(forecast.shop);
  for (const phase of forecast.phases) {
    for (const [population, count] of Object.entries(phase.sessions))
      at(planned, population).sessions += count;
    for (const [population, count] of Object.entries(phase.intendedByPopulation))
      at(planned, population).requests += count;
    for (const [population, count] of Object.entries(phase.ordersByPopulation ?? {}))
      at(planned, population).orders += count;
  }
  for (const { population, count } of observations.sessions) at(seen, population).sessions += count;
  for (const { population, value } of observations.intendedByPopulation)
    at(seen, population).requests += value;
  for (const { population, step, outcome, count } of observations.answers)
    if (orderSteps.includes(step) && outcome === 'ok') at(seen, population).orders += count;
  const names = [...new Set([...planned.keys(), ...seen.keys()])].sort(
    (one, other) => at(planned, other).sessions - at(planned, one).sessions,
  );
  if (names.length === 0) return null;
  const knowsOrders = forecast.phases.some(({ ordersByPopulation }) => ordersByPopulation !== undefined);
  const hasOrders = orderSteps.length > 0;
  const row = (name: string): readonly string[] => {
    const [its, came] = [at(planned, name), at(seen, name)];
    const orders = hasOrders ? [knowsOrders ? inFull(its.orders) : '–', inFull(came.orders)] : [];
    return [...[its.sessions, came.sessions, its.requests, came.requests].map(inFull), ...orders];
  };
  return html`<h3>${words.whoTitle}</h3><p>${words.whoIntro}${hasOrders ? ` ${words.whoOrders}` : ''}</p>${table(
    {
      name: words.whoTitle,
      stacks: true,
      columns: hasOrders ? words.whoColumns : words.whoColumns.slice(0, -2),
      numbers: [1, 2, 3, 4, 5, 6],
      rows: names.slice(0, ROWS_MAX).map((name) => [name, ...row(name)]),
    },
  )}${names.length > ROWS_MAX ? html`<p>${say.more(inFull(names.length - ROWS_MAX))}</p>` : null}`;
}

function at(all: ByPopulation, population: string): Came {
  const found = all.get(population) ?? { sessions: 0, requests: 0, orders: 0 };
  all.set(population, found);
  return found;
}

/**
 * Sessions that entered by a channel. A held crowd is in the midst of its sessions when a phase begins: those began at any step, so only
 * the sessions that follow them count.
 */
export function channels(section: Section): Html | null {
  const { say, plan, observations, forecast } = section;
  const words = say.funnel;
  const shares = Object.entries(plan.channels ?? {});
  if (shares.length === 0) return null;
  const told = html`<p>${words.channels(shares.map(([name, its]) => `${name} ${inPercent(its)}`).join(', '))}</p>`;
  const steps = forecast.shop.channels;
  // An older run tells neither where its channels led nor who came by them.
  if (steps === undefined) return told;
  const planned = forecast.phases.reduce((sum, phase) => sum + sessionsByChannel(section, phase), 0);
  const came = observations.sessions.filter(
    ({ phase, population, cause }) =>
      comeByChannel(forecast.phases.find((each) => each.phase === phase)).has(population) &&
      (cause === 'succession' || !isHeld(section, phase, population)),
  );
  const all = came.reduce((sum, { count }) => sum + count, 0);
  if (planned === 0 && all === 0) return told;
  // Channels that lead to one step cannot be told apart there.
  const entries = [...new Set(shares.map(([name]) => steps[name] ?? ''))];
  return html`<h3>${words.channelTitle}</h3><p>${words.channelIntro}</p>${table({
    name: words.channelTitle,
    columns: [...words.channelColumns, ''],
    numbers: [2, 3, 4, 5],
    rows: entries.slice(0, ROWS_MAX).map((step) => {
      const its = shares.filter(([name]) => (steps[name] ?? '') === step);
      const share = its.reduce((sum, [, each]) => sum + each, 0);
      const count = came.reduce((sum, each) => sum + (each.step === step ? each.count : 0), 0);
      const seen = all === 0 ? 0 : count / all;
      return [
        its.map(([name]) => name).join(' + '),
        step,
        inFull(planned * share),
        inFull(count),
        shareText(share),
        all === 0 ? '–' : shareText(seen),
        bar(seen, share),
      ];
    }),
  })}`;
}

const PERCENT = 100;
export const shareText = (share: number): string => `${(share * PERCENT).toFixed(1)} %`;

const comeByChannel = (phase: PhaseForecast | undefined): ReadonlySet<string> =>
  new Set(
    (phase?.populations ?? []).filter(({ byChannel }) => byChannel).map(({ population }) => population),
  );

const isHeld = ({ plan }: Section, phase: string, population: string): boolean =>
  plan.phases
    .find(({ name }) => name === phase)
    ?.populations.some(({ name, kind }) => name === population && kind === 'held') ?? false;

function sessionsByChannel(section: Section, phase: PhaseForecast): number {
  let sum = 0;
  for (const population of comeByChannel(phase)) {
    const begun = phase.firstSteps.reduce(
      (total, each) => total + (each.population === population ? each.count : 0),
      0,
    );
    const all = phase.sessions[population] ?? 0;
    sum += isHeld(section, phase.phase, population) ? all - begun : all;
  }
  return sum;
}
