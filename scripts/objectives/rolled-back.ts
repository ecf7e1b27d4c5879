/**
 * In a drill that rolls a gray release back: after so many seconds nobody may be answered by the canary any more. Answers are counted
 * by the second, and each may be seen up to two seconds late, so the clock of this clause begins two seconds later.
 */
import type { z } from 'zod';
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import { beginMs, type Evidence, endMs } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import type { VersionSeconds } from '../evidence/versions-seen.ts';
import { above0, type DeepReadonly } from '../mistakes/fields.ts';
import { inShort, plural } from '../text/numbers.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const MS_PER_SECOND = 1000;
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
    checkOneCell(objective, at);
    const { plan, path, report, inDrill } = at;
    if (inDrill === undefined)
      report(path, 'is about a drill, but stands among the objectives', 'put it into the expect of a drill');
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
  const seconds = secondsOf(versions.filter(({ version }) => version === 'canary'));
  if (!seconds.some((second) => endMs(second) <= from))
    return {
      ...nothing,
      reason: `nobody was answered by ${gray.version} before: there was nothing to roll back`,
    };
  const limitMs = from + (withinSeconds + SEEN_LATE_SECONDS) * MS_PER_SECOND;
  if (recoveredMs < limitMs + MS_PER_SECOND)
    return { ...nothing, reason: 'the window of the drill ends before anybody could see it' };
  const stable = secondsOf(versions.filter(({ version }) => version === 'stable'));
  const isAfter = (second: { readonly atSeconds: number }): boolean =>
    beginMs(second) >= limitMs && endMs(second) <= recoveredMs;
  if (!stable.some(isAfter)) return { ...nothing, reason: 'nobody was answered afterwards' };
  const late = seconds.filter(isAfter);
  const last = seconds.filter((second) => endMs(second) > from && endMs(second) <= recoveredMs).at(-1);
  const figure =
    last === undefined ? 0 : Math.max(0, (endMs(last) - from) / MS_PER_SECOND - SEEN_LATE_SECONDS);
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

/** The seconds in which there was an answer, in order. */
function secondsOf(versions: readonly VersionSeconds[]) {
  const bySecond = new Map<number, number>();
  for (const { atSeconds, ok, refused, degraded, failed } of versions)
    atSeconds.forEach((second, i) => {
      const answers = ok[i]! + refused[i]! + degraded[i]! + failed[i]!;
      if (answers > 0) bySecond.set(second, (bySecond.get(second) ?? 0) + answers);
    });
  return [...bySecond]
    .map(([atSeconds, answers]) => ({ atSeconds, answers }))
    .sort((one, other) => one.atSeconds - other.atSeconds);
}
