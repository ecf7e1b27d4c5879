/** What speaks against a run, so that nothing can be told of the simulation. Pure. */
import type { Verdict } from '../verdict/verdict.ts';
import type { AutoscalerLine } from './autoscaler-settings.ts';
import type { Burst } from './burst.ts';
import type { ReplicaLog } from './replica-log.ts';

export interface RunSeen {
  readonly verdict: Pick<Verdict, 'loadValid' | 'validity' | 'interrupted' | 'aborted'>;
  readonly log: ReplicaLog;
  readonly burst: Burst;
  readonly zeroAtMs: number;
  /** What it wrote; null: it is a cluster's own. */
  readonly autoscaler: readonly AutoscalerLine[] | null;
}

const MS_PER_SECOND = 1000;

export function runFlaws({ verdict, log, burst, zeroAtMs, autoscaler }: RunSeen): readonly string[] {
  const flaws: string[] = [];
  if (verdict.interrupted) flaws.push('the run was interrupted');
  else if (verdict.aborted !== null) flaws.push(`the run was ended early: ${verdict.aborted}`);
  else if (!verdict.loadValid) {
    const broken = verdict.validity.find(({ state }) => state === 'broken');
    flaws.push(`the load was not what the plan asks for: ${broken?.reason ?? 'it was not seen whole'}`);
  }
  if (log.flaw !== null) flaws.push(log.flaw);
  if (autoscaler !== null)
    flaws.push(...autoscalerFlaws(autoscaler, zeroAtMs + burst.beginsSeconds * MS_PER_SECOND));
  return flaws;
}

function autoscalerFlaws(lines: readonly AutoscalerLine[], burstAtMs: number): readonly string[] {
  const gone = lines.find(({ event }) => event === 'gone');
  if (gone !== undefined && 'reason' in gone) return [`the autoscaler gave up: ${gone.reason}`];
  const during = lines.filter(({ atMs }) => atMs >= burstAtMs);
  const syncs = during.flatMap((line) => (line.event === 'sync' ? [line] : []));
  if (syncs.length === 0) return ['the autoscaler never looked during the burst'];
  if (syncs.every(({ sampled }) => sampled === 0))
    return ['the autoscaler never saw how busy the replicas are'];
  return [];
}
