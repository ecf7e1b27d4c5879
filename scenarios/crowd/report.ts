/**
 * What a crowd tells about itself once a second: its counts, how many shoppers are there, how many requests are pending, and what
 * was promised. Nothing here runs once for every request.
 */
import type { DrillTime } from '../drills/drill.ts';
import { DRILL_STATE, GAUGE } from '../metrics.ts';
import type { Member } from './cast.ts';
import { ConnectionCounts } from './connection-counts.ts';
import type { PhaseCounts } from './phase-counts.ts';
import type { CrowdPorts } from './ports.ts';
import type { PromiseList } from './promises.ts';

/** How often counts go to the meter. */
const FLUSH_EVERY_MS = 1000;
/** How often series that did not grow are written too. k6 pushes only what was written, and Prometheus forgets after 5 minutes. */
const WHOLE_FLUSH_EVERY_MS = 15_000;

/** What a crowd shares with its report. The crowd keeps adding to the arrays; the two integrals begin again at every write. */
export interface Reported {
  readonly cast: readonly Member[];
  /** The VU's label in gauges. */
  readonly vu: string;
  /** The names of the shop's steps. */
  readonly steps: readonly string[];
  readonly counts: PhaseCounts;
  readonly promises: PromiseList;
  /** Shoppers in a session now, by population. */
  readonly present: Int32Array;
  /** Integrals of present shoppers and of pending requests since the last write, ms, by population. */
  readonly presentMs: Float64Array;
  readonly pendingMs: Float64Array;
  /** The drills of which this crowd tells when they are on. Milliseconds from the phase's start. */
  readonly drills: readonly DrillTime[];
}

/** Where a crowd is. */
export interface Status {
  /** Milliseconds from the phase's start. */
  readonly nowMs: number;
  readonly finished: boolean;
  readonly inFlight: number;
  readonly waiting: number;
}

export interface Report {
  /** Call it often, and first ask `isDue`: it writes what grew, and from time to time everything. */
  readonly tick: (status: Status) => void;
  readonly isDue: (nowMs: number) => boolean;
  /** @param whole also the series that did not grow */
  readonly write: (whole: boolean, status: Status) => void;
}

export function createReport(
  reported: Reported,
  ports: Pick<CrowdPorts, 'meter' | 'promises' | 'remarks' | 'remarked' | 'connections'>,
): Report {
  const { cast, vu, counts, promises, present, presentMs, pendingMs } = reported;
  const { meter, connections } = ports;
  const connectionCounts =
    connections === undefined ? null : new ConnectionCounts(counts, reported.steps, connections);
  let dueMs = 0;
  let wholeDueMs = 0;

  function write(whole: boolean, { nowMs, finished, inFlight, waiting }: Status): void {
    for (const { index } of cast) {
      counts.passed(index, presentMs[index]!, pendingMs[index]!);
      presentMs[index] = 0;
      pendingMs[index] = 0;
    }
    counts.pour();
    connectionCounts?.pour();
    counts.counters.flush(meter, whole);
    for (const { index, population } of cast)
      meter.set(GAUGE.shoppers, finished ? 0 : present[index]!, { vu, population: population.name });
    meter.set(GAUGE.inFlight, inFlight, { vu });
    meter.set(GAUGE.waiting, waiting, { vu });
    if (connections !== undefined) meter.set(GAUGE.connections, connections.open, { vu });
    for (const drill of reported.drills)
      meter.set(GAUGE.drill, stateOf(drill, nowMs), { vu, drill: drill.drill });
    const promised = promises.take();
    if (promised !== null) ports.promises?.(promised);
    const remarks = ports.remarks?.take() ?? null;
    if (remarks !== null) ports.remarked?.(remarks);
  }

  return {
    isDue: (nowMs) => nowMs >= dueMs,
    tick(status) {
      const { nowMs } = status;
      const whole = status.finished || nowMs >= wholeDueMs;
      if (whole) wholeDueMs = nowMs + WHOLE_FLUSH_EVERY_MS;
      write(whole, status);
      dueMs = nowMs + FLUSH_EVERY_MS;
    },
    write,
  };
}

function stateOf({ beginMs, endMs, recoveredMs }: DrillTime, nowMs: number): number {
  if (nowMs < beginMs || nowMs >= recoveredMs) return DRILL_STATE.off;
  return nowMs < endMs ? DRILL_STATE.fault : DRILL_STATE.recovery;
}
