/** What speaks against a run, so that nothing can be told of the simulation. Pure. */
import { inShort } from '../text/numbers.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { AutoscalerLine } from './autoscaler-settings.ts';
import type { Burst } from './burst.ts';
import type { ReplicaLog } from './replica-log.ts';

export interface RunSeen {
  readonly verdict: Pick<Verdict, 'loadValid' | 'validity' | 'interrupted' | 'aborted'>;
  readonly log: ReplicaLog;
  readonly burst: Burst;
  readonly zeroAtMs: number;
  /** How long load was sent, from then on. */
  readonly runSeconds: number;
  /** Of the autoscaler. */
  readonly syncSeconds: number;
  /** What it wrote; null: it is a cluster's own. */
  readonly autoscaler: readonly AutoscalerLine[] | null;
}

const MS_PER_SECOND = 1000;

export function runFlaws(seen: RunSeen): readonly string[] {
  const { verdict, log, autoscaler } = seen;
  const flaws: string[] = [];
  if (verdict.interrupted) flaws.push('the run was interrupted');
  else if (verdict.aborted !== null) flaws.push(`the run was ended early: ${verdict.aborted}`);
  else if (!verdict.loadValid) {
    const broken = verdict.validity.find(({ state }) => state === 'broken');
    flaws.push(`the load was not what the plan asks for: ${broken?.reason ?? 'it was not seen whole'}`);
  }
  if (log.flaw !== null) flaws.push(log.flaw);
  if (autoscaler !== null) flaws.push(...autoscalerFlaws(autoscaler, seen));
  return flaws;
}

/** Between two syncs may be one that was late, and none that was missing. */
const PERIODS_MAX = 2;

function autoscalerFlaws(
  lines: readonly AutoscalerLine[],
  { burst, zeroAtMs, runSeconds, syncSeconds }: RunSeen,
): readonly string[] {
  const burstAtMs = zeroAtMs + burst.beginsSeconds * MS_PER_SECOND;
  const endMs = zeroAtMs + runSeconds * MS_PER_SECOND;
  const gone = lines.find(({ event }) => event === 'gone');
  if (gone !== undefined && 'reason' in gone) return [`the autoscaler gave up: ${gone.reason}`];
  const during = lines.filter(({ atMs }) => atMs >= burstAtMs);
  const syncs = during.flatMap((line) => (line.event === 'sync' ? [line] : []));
  if (syncs.length === 0) return ['the autoscaler never looked during the burst'];
  if (syncs.every(({ sampled }) => sampled === 0))
    return ['the autoscaler never saw how busy the replicas are'];
  const at = syncs.map(({ atMs }) => atMs).filter((atMs) => atMs <= endMs);
  const gaps = [...at, endMs].map((atMs, i) => atMs - (at[i - 1] ?? burstAtMs));
  const longest = Math.max(...gaps) / MS_PER_SECOND;
  return longest > PERIODS_MAX * syncSeconds
    ? [
        `the autoscaler did not look for ${inShort(longest)} s during the burst, and it should each ${inShort(syncSeconds)} s`,
      ]
    : [];
}
