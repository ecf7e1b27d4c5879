/**
 * An objective that no plan declares: each request left once. When a kept connection breaks, Go's HTTP client sends GETs and
 * whatever carries an Idempotency-Key again by itself, and k6 sees only the last answer. That cannot be switched off but by a new
 * connection for each request. So the target's own count of arrivals is compared with what was sent: see decision 043.
 *
 * A run with more than a few of them cannot pass, because its answers hide what failed first. It can still fail: the target
 * closes the connections, so it must not be able to soften its own verdict.
 */
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import { type Evidence, sum, wasCutShort } from '../evidence/evidence.ts';
import type { ArrivalCount } from '../evidence/observations.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { inFull, inPercent, inPercentUp, plural } from '../text/numbers.ts';

/** Share of all sends. Assumption: so few are connections that the target closed while they were idle. */
const TWICE_SHARE_MAX = 0.01;

export const sentOnce = {
  kind: 'sent-once',
  isA: 'census',
  source: 'a request that the HTTP client repeats by itself hides that it failed at first',
  judge(evidence: Evidence): Judged {
    const counts = compare(evidence);
    const share = counts === null ? 0 : counts.twice / Math.max(counts.sent, 1);
    const cell = counts && {
      ...WHOLE_RUN,
      ...FULL_COUNT,
      required: true,
      figure: share,
      n: counts.sent,
      state: share <= TWICE_SHARE_MAX ? ('pass' as const) : ('not-proven' as const),
      reason: [inWords(counts, share), ...uncounted(evidence)].join('; '),
    };
    return { unit: 'share', targetMin: null, targetMax: TWICE_SHARE_MAX, cells: cell === null ? [] : [cell] };
  },
} as const;

interface Counts {
  readonly sent: number;
  readonly arrived: number;
  readonly twice: number;
  readonly replays: number;
  /** The step of which most left twice. */
  readonly worstStep: string;
}

/**
 * Null where there is nothing to compare: the target does not count, or the crowd's last counts are missing. Steps are compared one
 * by one, so that a request of one step that never arrived does not hide one of another step that arrived twice. Within a step it does:
 * only sums are counted.
 */
function compare(evidence: Evidence): Counts | null {
  const { audit, intended, unsent, missing } = evidence.observations;
  if (audit.arrivals.length === 0 || missing !== null || wasCutShort(evidence)) return null;
  const sentAt = ({ regions, step }: ArrivalCount): number => {
    const here = (counts: typeof intended) =>
      counts.filter((each) => each.step === step && regions.includes(each.region));
    return sum(here(intended)) - sum(here(unsent));
  };
  const steps = audit.arrivals.map((counted) => {
    const sent = sentAt(counted);
    return { ...counted, sent, twice: Math.max(0, counted.requests - sent) };
  });
  const worst = steps.reduce((one, other) => (other.twice > one.twice ? other : one));
  return {
    sent: steps.reduce((sum, { sent }) => sum + sent, 0),
    arrived: steps.reduce((sum, { requests }) => sum + requests, 0),
    twice: steps.reduce((sum, { twice }) => sum + twice, 0),
    replays: steps.reduce((sum, { replays }) => sum + replays, 0),
    worstStep: worst.step,
  };
}

/** A shop that was started again in mid-load: what was sent there is not in the count. */
function uncounted({ plan, observations }: Evidence): readonly string[] {
  const counted = observations.audit.arrivals.flatMap(({ regions }) => regions);
  const missing = plan.regions.map(({ name }) => name).filter((name) => !counted.includes(name));
  return missing.length === 0
    ? []
    : [`not compared in ${missing.join(', ')}, where a shop did not count from the beginning`];
}

function inWords({ sent, arrived, twice, replays, worstStep }: Counts, share: number): string {
  const counts = `${plural(arrived, 'request')} arrived for ${inFull(sent)} sent`;
  if (twice === 0) return `${counts}, none twice`;
  const keys = replays === 0 ? '' : `; ${inFull(replays)} got the answer of their key again`;
  const left = `${inFull(twice)} (${inPercentUp(share)}, limit ${inPercent(TWICE_SHARE_MAX)}) left twice`;
  return `${counts}: ${left}, most of them ${worstStep}${keys}`;
}
