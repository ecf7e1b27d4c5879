/**
 * Compares where sessions began with the forecast, by population, first step and region. The target cannot influence this, and the
 * forecast draws the same arrivals, herds and first wakes from the same seed. So the counts are exactly equal. Only a held crowd
 * that grows or shrinks follows its curve tick by tick, which may put a shopper on the other side of the phase's end.
 */
import type { Plan, Population } from '../../scenarios/campaigns/plan.ts';
import { Curve } from '../../scenarios/crowd/curve.ts';
import { type Evidence, forecastOf, plannedSessions, regionsWith, sum } from '../evidence/evidence.ts';
import { inFull, inPercent, plural } from '../text/numbers.ts';
import { chanceOf, type Finding, SIGMAS } from './finding.ts';

interface Began {
  readonly step: string;
  readonly region: string;
  readonly seen: number;
  readonly expected: number;
}

export function firstSteps(evidence: Evidence): readonly Finding[] {
  return evidence.plan.phases.flatMap((phase) =>
    phase.populations.map((population) => {
      const began = beganAt(evidence, phase.name, population.name);
      const exact = isSeeded(evidence.plan, population);
      const limitOf = ({ expected }: Began): number => (exact ? 0 : SIGMAS * Math.sqrt(expected));
      const excess = (each: Began): number => Math.abs(each.seen - each.expected) - limitOf(each);
      const worst = began.reduce<Began | null>(
        (most, each) => (most === null || excess(each) > excess(most) ? each : most),
        null,
      );
      const place = { phase: phase.name, population: population.name };
      const total = began.reduce((sum, { seen }) => sum + seen, 0);
      const begun = `${plural(total, 'session')} of ${population.name} began`;
      if (worst === null || excess(worst) <= 0)
        return { ...place, state: 'ok', figure: 0, limit: 0, reason: `${begun}, each where the plan has it` };
      const { step, region, seen, expected } = worst;
      const slack = exact ? '' : ` ± ${inFull(limitOf(worst))}`;
      return {
        ...place,
        state: 'broken',
        figure: Math.abs(seen - expected),
        limit: limitOf(worst),
        reason: `${inFull(seen)} sessions of ${population.name} began at ${step} in ${region}, forecast ${inFull(expected)}${slack}`,
      };
    }),
  );
}

/** Whether the number of its first sessions follows from the seed alone. */
function isSeeded(plan: Plan, population: Population): boolean {
  return population.kind !== 'held' || new Curve(population.shoppers, plan.speed, plan.scale).flat;
}

function beganAt(evidence: Evidence, phase: string, population: string): readonly Began[] {
  const firsts = forecastOf(evidence, phase)?.firstSteps ?? [];
  const expected = firsts.filter((each) => each.population === population);
  const seen = plannedSessions(evidence.observations, phase, population);
  const steps = new Set([...expected, ...seen].map(({ step }) => step));
  return [...steps].flatMap((step) =>
    regionsWith(evidence.plan, seen).map((region) => {
      const here = (counts: readonly { step: string; region: string; count: number }[]): number =>
        sum(counts.filter((each) => each.step === step && each.region === region));
      return { step, region, seen: here(seen), expected: here(expected) };
    }),
  );
}

/** A household of two shares its region, so a region's sessions come in pairs: twice the variance of single ones. */
const HOUSEHOLD = 2;

/** Compares each region's share of the sessions with the plan, whatever the forecast says. */
export function regionShares({ plan, observations }: Evidence): readonly Finding[] {
  return plan.phases.flatMap(({ name: phase, populations }) =>
    populations.map(({ name: population }) => {
      const sessions = plannedSessions(observations, phase, population);
      const inRegion = (region: string): number => sum(sessions.filter((each) => each.region === region));
      const n = sum(sessions);
      const regions = plan.regions.map(({ name, share }) => {
        const limit = chanceOf(HOUSEHOLD * n * share * (1 - share)) / Math.max(n, 1);
        const figure = Math.abs(inRegion(name) / Math.max(n, 1) - share);
        return { name, share, figure: n === 0 ? 0 : figure, limit };
      });
      const worst = regions.toSorted(
        (one, other) => other.figure - other.limit - (one.figure - one.limit),
      )[0]!;
      const { name, share, figure, limit } = worst;
      const seen = n === 0 ? 0 : inRegion(name) / n;
      return {
        phase,
        population,
        state: figure <= limit ? 'ok' : 'broken',
        figure,
        limit,
        reason: `${inPercent(seen)} of ${plural(n, 'session')} of ${population} began in ${name}, plan ${inPercent(share)} ± ${inPercent(limit)} by chance`,
      };
    }),
  );
}
