/**
 * For every step of every phase and region, exactly: intended = answers + unsent; and each answer was counted twice, by who asked and
 * by whether it was in time, so both counts of an outcome are equal.
 */
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import { type Evidence, stepsOf, sum } from '../evidence/evidence.ts';
import { inFull } from '../text/numbers.ts';
import type { Finding } from './finding.ts';

interface Leak {
  readonly by: number;
  readonly reason: string;
}

export function conservation(evidence: Evidence): readonly Finding[] {
  return evidence.plan.phases.map(({ name: phase }) => {
    const leaks = regionsOf(evidence, phase).flatMap((region) =>
      stepsOf(evidence, phase).flatMap((step) => leaksAt(evidence, phase, step, region)),
    );
    const worst = leaks.toSorted((one, other) => other.by - one.by)[0];
    return worst === undefined
      ? {
          phase,
          state: 'ok',
          figure: 0,
          limit: 0,
          reason: 'every request of every step ended once, or was never sent',
        }
      : { phase, state: 'broken', figure: worst.by, limit: 0, reason: worst.reason };
  });
}

/** Those of the plan, and any other that was counted. */
const regionsOf = ({ plan, observations }: Evidence, phase: string): readonly string[] => {
  const seen = [...observations.intended, ...observations.responses].filter((each) => each.phase === phase);
  return [...new Set([...plan.regions.map(({ name }) => name), ...seen.map(({ region }) => region)])];
};

function leaksAt({ observations }: Evidence, phase: string, step: string, region: string): readonly Leak[] {
  const here = <T extends { phase: string; step: string; region: string }>(
    counts: readonly T[],
  ): readonly T[] =>
    counts.filter((each) => each.phase === phase && each.step === step && each.region === region);
  const responses = here(observations.responses);
  const answers = here(observations.answers);
  const intended = sum(here(observations.intended));
  const ended = sum(responses) + sum(here(observations.unsent));
  const at = `${step} in ${region}`;
  const leaks: Leak[] = [];
  if (intended !== ended)
    leaks.push({
      by: Math.abs(intended - ended),
      reason: `${at}: ${inFull(intended)} requests intended, but ${inFull(ended)} ended or unsent`,
    });
  for (const outcome of EVERY_OUTCOME) {
    const timed = sum(responses.filter((each) => each.outcome === outcome));
    const asked = sum(answers.filter((each) => each.outcome === outcome));
    if (timed !== asked)
      leaks.push({
        by: Math.abs(timed - asked),
        reason: `${at}: ${inFull(timed)} answers were ${outcome}, but ${inFull(asked)} by who asked`,
      });
  }
  return leaks;
}
