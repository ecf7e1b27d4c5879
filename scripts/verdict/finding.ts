import type { Evidence } from '../evidence/evidence.ts';
import type { ValidityCheck } from './verdict.ts';

/** One result of a validity check. Fields that it leaves out become `null` in the verdict. */
export interface Finding {
  readonly phase?: string;
  readonly population?: string;
  readonly state: ValidityCheck['state'];
  readonly figure?: number;
  readonly limit?: number;
  readonly reason: string;
}

export type Check = (evidence: Evidence) => readonly Finding[];

/** Chance explains a single count up to this many standard deviations: once in 16,000 counts it is more. */
export const SIGMAS = 4;
/** A verdict makes up to some thousand comparisons. With this many standard deviations, chance breaks one run of a thousand at most. */
const SIGMAS_OF_MANY = 5.5;

/**
 * How far chance may take a sum of independent draws from its mean, by Bernstein's inequality: P(|X − μ| ≥ t) ≤ 2·e^(−z²/2) for
 * t = z²/6 + √((z²/6)² + z²·variance). It also holds for small sums, which are not normal. Nothing drawn: no slack.
 */
export function chanceOf(variance: number): number {
  if (variance <= 0) return 0;
  const tail = SIGMAS_OF_MANY ** 2 / 6;
  return tail + Math.sqrt(tail ** 2 + SIGMAS_OF_MANY ** 2 * variance);
}
