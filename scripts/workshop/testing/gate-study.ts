/** How often a gate raises a false alarm, and how often it finds 5 ms more on one route: over many drawn pairs of runs. */
import { gate } from '../../compare/gate.ts';
import { CALM_TIMES, runWith, shareOf, slowed, timesDrawn } from './compared-runs.ts';
import { drawsOf } from './seeded-draws.ts';

/** Of a gate that compares runs of one job: twenty steps, a tolerance that 5 ms are beyond. */
const TOLERANCE = { share: 0.001, timeShare: 0.05, timeMs: 1 };
const STEPS = 20;
const ROUTE = 'step-7';
const SHARE_N = 40_000;
const BAD_SHARE = 0.001;

export interface GateStudy {
  readonly seconds: number;
  /** Of one second with the next. */
  readonly correlation: number;
  readonly pairs: number;
  readonly falseAlarms: number;
  /** The same with no tolerance at all: what the tests alone do. */
  readonly falseAlarmsAtZero: number;
  readonly cannotTell: number;
  readonly found: number;
  /** The mean of what was said of the slower route. */
  readonly saidMs: number;
}

export function studyGate(seconds: number, correlation: number, pairs: number, seed: number): GateStudy {
  const draws = drawsOf(seed);
  const steps = Array.from({ length: STEPS }, (_, i) => ({
    ...{ step: `step-${i}`, answersPerSecond: 10 + 5 * i, meanMs: 5 + 2 * i, spread: 0.8 },
  }));
  const run = (runId: string) =>
    runWith({
      runId,
      phases: [{ phase: 'burst', startSeconds: 1, seconds }],
      shares: [shareOf({ n: SHARE_N, bad: draws.binomial(SHARE_N, BAD_SHARE) })],
      times: timesDrawn({ ...CALM_TIMES, seconds, steps, correlation }, draws),
    });
  const options = { tolerance: TOLERANCE, otherMachine: false, attempts: 1 };
  const strict = { ...options, tolerance: { share: 0, timeShare: 0, timeMs: 0 } };
  let [falseAlarms, falseAlarmsAtZero, cannotTell, found, saidMs] = [0, 0, 0, 0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    const [base, head] = [run('run-1'), run('run-2')];
    const same = gate(base, head, options).outcome;
    if (same === 'worse') falseAlarms++;
    if (same === 'cannot-tell') cannotTell++;
    if (gate(base, head, strict).outcome === 'worse') falseAlarmsAtZero++;
    const slower = gate(base, { ...head, times: slowed(head.times, ROUTE, 5) }, options);
    const route = slower.gated.find(({ name }) => name === `time · ${ROUTE}`)!;
    if (route.state === 'worse') found++;
    saidMs += route.difference / pairs;
  }
  return { seconds, correlation, pairs, falseAlarms, falseAlarmsAtZero, cannotTell, found, saidMs };
}
