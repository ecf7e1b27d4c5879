/** Whole rehearsals of the small plan, drawn second by second and judged by the real judge. */

import { lowerBound, upperBound } from '../../../evidence/binomial.ts';
import type { Cell } from '../../../evidence/cell.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import { GatherDispersion } from '../../../evidence/gather-dispersion.ts';
import type { ResponseCount } from '../../../evidence/observations.ts';
import { judge } from '../../../verdict/judge.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { watchedIn } from '../../../verdict/watched.ts';
import { type Draws, drawsOf } from '../seeded-draws.ts';
import { OBJECTIVES, PHASE_SECONDS } from '../small-plan.ts';
import { rehearsal } from '../small-rehearsal.ts';
import { badChances, type Shop } from './bad-times.ts';

export const TARGET = 0.99;

/** A letter a run: P pass, F fail, ? inconclusive. */
export interface Rehearsals {
  /** Each cell alone, by the binomial bound of all samples. */
  readonly before: string;
  readonly now: string;
}

const HEALTHY = rehearsal({
  plan: {
    objectives: OBJECTIVES.map((each) =>
      each.kind === 'response-time' ? { ...each, targetShare: TARGET, requires: [{ phase: 'burst' }] } : each,
    ),
  },
});

export function rehearseOften(shop: Shop, runs: number): Rehearsals {
  const verdicts = Array.from({ length: runs }, (_, seed) => judge(drawn(shop, drawsOf(seed))));
  return {
    before: verdicts.map(asBefore).join(''),
    now: verdicts.map(({ outcome }) => LETTER[outcome]).join(''),
  };
}

const LETTER = { pass: 'P', fail: 'F', inconclusive: '?' } as const;

/** The healthy rehearsal, in which some answers come late. */
function drawn(shop: Shop, draws: Draws): Evidence {
  const { plan, observations } = HEALTHY;
  const rows = observations.responses.filter(({ count }) => count > 0);
  const series = rows.flatMap((row): ResponseCount[] => [row, { ...row, within: 'false' }]);
  const gather = new GatherDispersion(watchedIn(plan), series, [], plan.phases.length * PHASE_SECONDS);
  const totals = new Float64Array(series.length);
  for (const { name } of plan.phases)
    for (const [second, chance] of badChances(shop, PHASE_SECONDS, draws).entries()) {
      const counts = new Float64Array(series.length);
      rows.forEach(({ phase, count }, i) => {
        if (phase !== name) return;
        const answers = upTo(count, second + 1) - upTo(count, second);
        counts[2 * i + 1] = draws.binomial(answers, chance);
        counts[2 * i] = answers - counts[2 * i + 1]!;
      });
      gather.add(counts, []);
      counts.forEach((count, i) => {
        totals[i]! += count;
      });
    }
  const responses = series.map((row, i) => ({ ...row, count: totals[i]! }));
  return { ...HEALTHY, observations: { ...observations, responses, dispersion: gather.dispersion() } };
}

const upTo = (count: number, second: number): number => Math.floor((count * second) / PHASE_SECONDS);

/** The same cells as they were judged before: no dispersion, no correction. */
function asBefore({ objectives }: Verdict): string {
  const cells = objectives.flatMap((objective) =>
    objective.cells.map((cell) => ({
      required: cell.required,
      state: plainState(cell, objective.targetMin),
    })),
  );
  if (cells.some(({ state }) => state === 'fail')) return LETTER.fail;
  return cells.some(({ required, state }) => required && state !== 'pass')
    ? LETTER.inconclusive
    : LETTER.pass;
}

function plainState({ sample, state, figure, n }: Cell, targetMin: number | null): Cell['state'] {
  if (sample === null || figure === null || targetMin === null) return state;
  const good = Math.round(figure * n);
  if (lowerBound(good, n) >= targetMin) return 'pass';
  return upperBound(good, n) < targetMin ? 'fail' : 'not-proven';
}
