/** When a drill's fault is there. Pure. */
import type { DrillFault, DrillTime } from '../../../scenarios/drills/drill.ts';

/** Milliseconds from the run's zero. */
export interface Stretch {
  readonly onMs: number;
  readonly offMs: number;
}

const MS_PER_SECOND = 1000;

/** One stretch, or one each time that it flaps. In order, apart from each other, and never beyond the fault's end. */
export function* stretchesOf(
  fault: DrillFault,
  { beginMs, endMs }: Pick<DrillTime, 'beginMs' | 'endMs'>,
): Generator<Stretch> {
  const flapping = 'flapping' in fault ? fault.flapping : undefined;
  if (flapping === undefined) {
    yield { onMs: beginMs, offMs: endMs };
    return;
  }
  const onForMs = flapping.onSeconds * MS_PER_SECOND;
  const everyMs = onForMs + flapping.offSeconds * MS_PER_SECOND;
  for (let onMs = beginMs; onMs < endMs; onMs += everyMs)
    yield { onMs, offMs: Math.min(onMs + onForMs, endMs) };
}
