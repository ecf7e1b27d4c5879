/** How many replicas there were, and when: from the log of the embedded shop's balancer, or from the watch of a cluster. Pure. */
import { z } from 'zod';

/** From then on, until the next. */
export interface ReplicasAt {
  /** From the run's zero. */
  readonly atSeconds: number;
  readonly asked: number;
  readonly ready: number;
}

export interface ReplicaLog {
  readonly steps: readonly ReplicasAt[];
  /** What makes the log worth nothing, in words; null: nothing does. */
  readonly flaw: string | null;
}

const MS_PER_SECOND = 1000;

const fleetLine = z.object({
  atMs: z.number(),
  event: z.enum(['asked', 'created', 'started', 'ready', 'ending', 'ended', 'died']),
  replica: z.string().optional(),
  replicas: z.number().optional(),
});

/** @param text the balancer's output: JSON lines, and others, such as where it listens */
export function readBalancerLog(text: string, zeroAtMs: number): ReplicaLog {
  const steps: ReplicasAt[] = [];
  const ready = new Set<string>();
  let asked = 0;
  let flaw: string | null = null;
  for (const line of jsonLines(text)) {
    const read = fleetLine.safeParse(line);
    if (!read.success) continue;
    const { atMs, event, replica, replicas } = read.data;
    if (event === 'asked' && replicas !== undefined) asked = replicas;
    if (event === 'ready' && replica !== undefined) ready.add(replica);
    if (event !== 'ready' && event !== 'asked' && replica !== undefined) ready.delete(replica);
    if (event === 'died') flaw ??= `replica ${replica} died`;
    steps.push({ atSeconds: (atMs - zeroAtMs) / MS_PER_SECOND, asked, ready: ready.size });
  }
  return { steps, flaw: steps.length === 0 ? 'the balancer wrote nothing of its replicas' : flaw };
}

const watchLine = z.union([
  z.object({ atMs: z.number(), asked: z.number(), ready: z.number() }),
  z.object({ atMs: z.number(), missed: z.string() }),
]);

export interface Watched {
  readonly zeroAtMs: number;
  /** The watch must cover them, from zero on. */
  readonly runSeconds: number;
  /** A longer time without a look says nothing of what happened in it. */
  readonly gapSecondsMax: number;
}

export function readWatchLog(text: string, { zeroAtMs, runSeconds, gapSecondsMax }: Watched): ReplicaLog {
  const steps: ReplicasAt[] = [];
  let missed: string | null = null;
  let flaw: string | null = null;
  let seenAtSeconds = 0;
  const seen = (atSeconds: number): void => {
    const gap = Math.min(atSeconds, runSeconds) - seenAtSeconds;
    if (gap > gapSecondsMax) flaw ??= `the cluster was not seen for ${Math.round(gap)} s${because(missed)}`;
    seenAtSeconds = Math.max(seenAtSeconds, atSeconds);
  };
  for (const line of jsonLines(text)) {
    const read = watchLine.safeParse(line);
    if (!read.success) continue;
    if ('missed' in read.data) {
      missed = read.data.missed;
      continue;
    }
    const { atMs, asked, ready } = read.data;
    const atSeconds = (atMs - zeroAtMs) / MS_PER_SECOND;
    seen(atSeconds);
    steps.push({ atSeconds, asked, ready });
  }
  if (steps.length === 0) return { steps, flaw: `the cluster was never seen${because(missed)}` };
  // A watch that ends before the run does not know how it went on.
  seen(runSeconds);
  return { steps, flaw };
}

const because = (missed: string | null): string => (missed === null ? '' : `: ${missed}`);

function* jsonLines(text: string): Generator<unknown> {
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue;
    try {
      yield JSON.parse(line);
    } catch {
      // Cut off in the middle: whoever wrote it was ended.
    }
  }
}
