/**
 * Was the load what the plan asked for? These checks look only at the generator and its data, so a slow or dead target cannot
 * make its own verdict inconclusive. CPU use is not checked: it may explain a result, but never decides it.
 */
import { LAG_CAUSES, LATE_MS } from '../../scenarios/metrics.ts';
import { type Evidence, vusOf, wasCutShort, wasInterrupted } from '../evidence/evidence.ts';
import { quantileMs, samplesAbove, samplesIn } from '../evidence/histogram.ts';
import type { PhaseObservation, RunEvent } from '../evidence/observations.ts';
import { inFull, inPercent, plural } from '../text/numbers.ts';
import { crowdHeld, inFlightBound } from './achieved-load.ts';
import { conservation } from './conservation.ts';
import type { Check, Finding } from './finding.ts';
import { firstSteps, regionShares } from './first-steps.ts';
import { laterSteps } from './later-steps.ts';
import { littlesLaw } from './littles-law.ts';
import { thinkTimes } from './think-times.ts';
import type { CheckId, ValidityCheck } from './verdict.ts';

interface CheckRow {
  readonly id: CheckId;
  /** Reads counters, so it is skipped when Prometheus cannot be read. */
  readonly readsCounters: boolean;
  /** Makes sense only for a run that reached its end. */
  readonly needsTheEnd: boolean;
  readonly check: Check;
}

const LAG_QUANTILE = 0.99;
/** Share of all sends. Assumption: half of the failures that a target of 99.8 % allows. */
const OWN_FAILURES_SHARE_MAX = 0.001;

const CHECKS: readonly CheckRow[] = [
  { id: 'series-complete', readsCounters: false, needsTheEnd: false, check: seriesComplete },
  { id: 'generator-ended', readsCounters: false, needsTheEnd: true, check: generatorEnded },
  { id: 'clock-steady', readsCounters: false, needsTheEnd: false, check: clockSteady },
  { id: 'vus-finished', readsCounters: true, needsTheEnd: true, check: vusFinished },
  { id: 'own-failures', readsCounters: true, needsTheEnd: false, check: ownFailures },
  { id: 'ticks-on-time', readsCounters: true, needsTheEnd: false, check: ticksOnTime },
  { id: 'sends-on-time', readsCounters: true, needsTheEnd: false, check: sendsOnTime },
  { id: 'achieved-load', readsCounters: true, needsTheEnd: true, check: firstSteps },
  { id: 'region-shares', readsCounters: true, needsTheEnd: true, check: regionShares },
  { id: 'later-steps', readsCounters: true, needsTheEnd: true, check: laterSteps },
  { id: 'think-times', readsCounters: true, needsTheEnd: false, check: thinkTimes },
  { id: 'crowd-held', readsCounters: true, needsTheEnd: true, check: crowdHeld },
  { id: 'conservation', readsCounters: true, needsTheEnd: true, check: conservation },
  { id: 'littles-law', readsCounters: true, needsTheEnd: false, check: littlesLaw },
  { id: 'in-flight-bound', readsCounters: true, needsTheEnd: false, check: inFlightBound },
];

export function checkValidity(evidence: Evidence): readonly ValidityCheck[] {
  const cutShort = wasInterrupted(evidence) ? 'interrupted' : wasCutShort(evidence) ? 'aborted' : null;
  const { missing } = evidence.observations;
  return CHECKS.flatMap(({ id, readsCounters, needsTheEnd, check }) => {
    const skipped = readsCounters && missing !== null ? 'no data' : needsTheEnd ? cutShort : null;
    const findings: readonly Finding[] =
      skipped === null ? check(evidence) : [{ state: 'not-checked', reason: `not checked: ${skipped}` }];
    return findings.map((finding) => ({
      id,
      phase: null,
      population: null,
      figure: null,
      limit: null,
      ...finding,
    }));
  });
}

/**
 * Prometheus stayed alive and can be read, and its counters are counters. `vus-finished` shows that no data is missing at the end:
 * that counter is the last thing a VU writes.
 */
function seriesComplete(evidence: Evidence): readonly Finding[] {
  const { missing, brokenSeries } = evidence.observations;
  if (missing !== null) return [{ state: 'broken', reason: `Prometheus could not be read: ${missing}` }];
  const [broken] = brokenSeries;
  if (broken !== undefined)
    return [
      {
        state: 'broken',
        reason: `${plural(brokenSeries.length, 'counter')} fell or went below zero, such as ${broken}`,
      },
    ];
  const event = firstEvent(evidence, ['prometheus-died', 'disk-full']);
  return event === undefined
    ? [{ state: 'ok', reason: 'Prometheus ran and could be read' }]
    : [{ state: 'broken', reason: event.reason }];
}

function generatorEnded(evidence: Evidence): readonly Finding[] {
  const { exitCode, signal } = evidence.observations.generator;
  const event = firstEvent(evidence, ['generator-died']);
  if (event !== undefined) return [{ state: 'broken', reason: event.reason }];
  if (signal !== null) return [{ state: 'broken', reason: `k6 was killed by ${signal}` }];
  return exitCode === 0
    ? [{ state: 'ok', reason: 'k6 ended with exit code 0' }]
    : [{ state: 'broken', reason: `k6 ended with exit code ${exitCode}: see k6.log` }];
}

function clockSteady(evidence: Evidence): readonly Finding[] {
  const event = firstEvent(evidence, ['clock-jumped']);
  return event === undefined
    ? [{ state: 'ok', reason: 'the wall clock and the monotonic clock agree' }]
    : [{ state: 'broken', reason: event.reason }];
}

function vusFinished(evidence: Evidence): readonly Finding[] {
  const { vus } = evidence.plan.generator;
  return evidence.plan.phases.map(({ name: phase }) => {
    const { started, finished } = vusOf(evidence, phase);
    const figures = { phase, figure: Math.max(Math.abs(vus - started), Math.abs(vus - finished)), limit: 0 };
    return started === vus && finished === vus
      ? { ...figures, state: 'ok', reason: `${plural(vus, 'VU')} started and finished` }
      : {
          ...figures,
          state: 'broken',
          reason: `of ${plural(vus, 'VU')}, ${started} started and ${finished} finished`,
        };
  });
}

/** Requests that the generator itself could not send. No share counts them, so a few do no harm. */
function ownFailures(evidence: Evidence): readonly Finding[] {
  return phasesBegun(evidence).map(({ phase, ownFailures: own, sendLag }) => {
    const sends = LAG_CAUSES.reduce((sum, cause) => sum + samplesIn(sendLag[cause]), 0);
    const share = own / Math.max(sends, 1);
    const said = own === 0 ? '' : '; see k6-console.log for the reason';
    return {
      phase,
      state: share <= OWN_FAILURES_SHARE_MAX ? 'ok' : 'broken',
      figure: share,
      limit: OWN_FAILURES_SHARE_MAX,
      reason: `the generator itself failed to send ${inFull(own)} of ${inFull(sends)} requests, limit ${inPercent(OWN_FAILURES_SHARE_MAX)}${said}`,
    };
  });
}

function ticksOnTime(evidence: Evidence): readonly Finding[] {
  return phasesBegun(evidence).map(({ phase, tickLag }) => {
    const p99Ms = quantileMs(tickLag, LAG_QUANTILE);
    if (p99Ms === null) return { phase, ...silence(evidence), reason: 'no tick was recorded' };
    const reason = `tick lag p99 ${Number.isFinite(p99Ms) ? `at most ${p99Ms} ms` : 'over 10 s'}, limit ${LATE_MS} ms`;
    const figure = Number.isFinite(p99Ms) ? { figure: p99Ms } : {};
    return { phase, state: p99Ms <= LATE_MS ? 'ok' : 'broken', ...figure, limit: LATE_MS, reason };
  });
}

/**
 * Of the requests that found a free slot, at most 1 % may leave more than 100 ms late. Requests that waited for a slot are left
 * out: there the target was slow, or the bound too small, and `in-flight-bound` says which.
 */
function sendsOnTime(evidence: Evidence): readonly Finding[] {
  return phasesBegun(evidence).map(({ phase, sendLag }) => {
    const n = samplesIn(sendLag.generator);
    if (LAG_CAUSES.every((cause) => samplesIn(sendLag[cause]) === 0))
      return { phase, ...silence(evidence), reason: 'no send was recorded' };
    const late = n === 0 ? 0 : samplesAbove(sendLag.generator, LATE_MS) / n;
    const limit = 1 - LAG_QUANTILE;
    return {
      phase,
      state: late <= limit ? 'ok' : 'broken',
      figure: late,
      limit,
      reason: `${inPercent(late)} of ${inFull(n)} requests were sent over ${LATE_MS} ms late with a free slot, limit ${inPercent(limit)}`,
    };
  });
}

/** A phase that was just starting when the run was cut short may have no data yet. */
const silence = (evidence: Evidence): Pick<Finding, 'state'> => ({
  state: wasCutShort(evidence) ? 'not-checked' : 'broken',
});

/** The phases that should have data: all of them or, in a run that was cut short, those that had started. */
function phasesBegun(evidence: Evidence): readonly PhaseObservation[] {
  const cutShort = wasCutShort(evidence);
  const nothing = { buckets: [] };
  return evidence.plan.phases.flatMap(({ name: phase }) => {
    const seen = evidence.observations.phases.find((each) => each.phase === phase);
    if (cutShort && (seen?.vusStarted ?? 0) === 0) return [];
    return [
      seen ?? {
        phase,
        vusStarted: 0,
        vusFinished: 0,
        ownFailures: 0,
        tickLag: nothing,
        sendLag: { generator: nothing, slot: nothing },
      },
    ];
  });
}

const firstEvent = ({ observations }: Evidence, kinds: readonly RunEvent['kind'][]): RunEvent | undefined =>
  observations.events.find((event) => kinds.includes(event.kind));
