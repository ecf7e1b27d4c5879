/**
 * For every step of every phase and region, exactly: intended = answers + unsent; and each answer was counted twice, by who asked and
 * by whether it was in time, so both counts of an outcome are equal.
 */
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import { type Evidence, regionsWith, stepsOf, sum } from '../evidence/evidence.ts';
import { isAt } from '../evidence/place.ts';
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

const regionsOf = ({ plan, observations }: Evidence, phase: string): readonly string[] =>
  regionsWith(
    plan,
    [...observations.intended, ...observations.responses].filter((each) => each.phase === phase),
  );

function leaksAt({ observations }: Evidence, phase: string, step: string, region: string): readonly Leak[] {
  const isHere = isAt({ phase, step, region });
  const responses = observations.responses.filter(isHere);
  const answers = observations.answers.filter(isHere);
  const intended = sum(observations.intended.filter(isHere));
  const ended = sum(responses) + sum(observations.unsent.filter(isHere));
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
