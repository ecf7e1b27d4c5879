/**
 * In a drill that rolls a gray release back: after so many seconds nobody may be answered by the canary any more. Answers are counted
 * by the second, and each may be seen up to two seconds late, so the clock of this clause begins two seconds later.
 */
import type { z } from 'zod';
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import { beginMs, type Evidence } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import type { VersionSeconds } from '../evidence/versions-seen.ts';
import { above0, type DeepReadonly } from '../mistakes/fields.ts';
import { inShort, plural } from '../text/numbers.ts';
import { MS_PER_SECOND } from './clause.ts';
import { checkInDrill } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

/** Whoever was answered by it longer ago shows nothing: it may have been gone by itself. */
const BEFORE_SECONDS_MAX = 10;
/** The crowd writes once a second, and k6 pushes once a second. */
const SEEN_LATE_SECONDS = 2;

const schema = objectiveFields('rolled-back', { withinSeconds: above0 });
type RolledBack = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'rolled-back': RolledBack;
  }
}

export const rolledBack = {
  schema,
  isA: 'census',
  check(objective, at) {
    checkInDrill(objective, at);
    const { plan, path, report } = at;
    if (plan !== undefined && !('gray' in plan))
      report(path, 'is about a gray release, and the plan has none', 'add gray: { service, version, … }');
  },
  judge: (objective, evidence): Judged => ({
    unit: 'seconds',
    targetMin: null,
    targetMax: objective.withinSeconds,
    cells: [
      {
        ...WHOLE_RUN,
        ...FULL_COUNT,
        required: objective.informative !== true,
        ...judged(objective, evidence),
      },
    ],
  }),
} satisfies ObjectiveKind<RolledBack>;

function judged({ withinSeconds }: RolledBack, { plan, drill }: Evidence) {
  const nothing = { state: 'not-proven' as const, figure: null, n: 0 };
  const { gray } = plan;
  const versions = drill?.whole.versions;
  if (drill === undefined || gray === undefined || versions === undefined)
    return { ...nothing, reason: 'versions were not counted' };
  const { beginMs: from, recoveredMs } = drill.time;
  const slices = slicesOf(versions.filter(({ version }) => version === 'canary'));
  const beforeMs = from - BEFORE_SECONDS_MAX * MS_PER_SECOND;
  if (!slices.some(({ untilMs }) => untilMs > beforeMs && untilMs <= from))
    return {
      ...nothing,
      reason: `nobody was answered by ${gray.version} in the ${BEFORE_SECONDS_MAX} s before: there was nothing to roll back`,
    };
  const limitMs = from + (withinSeconds + SEEN_LATE_SECONDS) * MS_PER_SECOND;
  if (recoveredMs < limitMs + MS_PER_SECOND)
    return { ...nothing, reason: 'the window of the drill ends before anybody could see it' };
  const stable = slicesOf(versions.filter(({ version }) => version === 'stable'));
  const isAfter = (slice: Slice): boolean => beginMs(slice) >= limitMs && slice.untilMs <= recoveredMs;
  if (!stable.some(isAfter)) return { ...nothing, reason: 'nobody was answered afterwards' };
  const late = slices.filter(isAfter);
  const last = slices.filter(({ untilMs }) => untilMs > from && untilMs <= recoveredMs).at(-1);
  const figure =
    last === undefined ? 0 : Math.max(0, (last.untilMs - from) / MS_PER_SECOND - SEEN_LATE_SECONDS);
  const n = late.reduce((sum, { answers }) => sum + answers, 0);
  return n > 0
    ? {
        ...{ state: 'fail' as const, figure, n },
        reason: `${gray.version} answered ${plural(n, 'request')} more than ${inShort(withinSeconds)} s after it was rolled back`,
      }
    : {
        state: 'pass' as const,
        figure,
        n,
        reason: `nobody was answered by ${gray.version} after ${inShort(figure)} s`,
      };
}

interface Slice {
  readonly atSeconds: number;
  readonly untilMs: number;
  readonly answers: number;
}

/** The slices of time in which there was an answer, in order. */
function slicesOf(versions: readonly VersionSeconds[]): readonly Slice[] {
  const sliceSeconds = versions[0]?.sliceSeconds ?? 1;
  const answersAt = new Map<number, number>();
  for (const { atSeconds, ok, refused, degraded, failed } of versions)
    atSeconds.forEach((second, i) => {
      const answers = ok[i]! + refused[i]! + degraded[i]! + failed[i]!;
      if (answers > 0) answersAt.set(second, (answersAt.get(second) ?? 0) + answers);
    });
  return [...answersAt]
    .map(([atSeconds, answers]) => ({
      ...{ atSeconds, answers },
      untilMs: beginMs({ atSeconds: atSeconds + sliceSeconds }),
    }))
    .sort((one, other) => one.atSeconds - other.atSeconds);
}
