/** The series of the connections that a VU holds. */
import { COUNTER } from '../metrics.ts';
import type { PhaseCounts } from './phase-counts.ts';
import type { HeldConnections } from './ports.ts';

export class ConnectionCounts {
  private readonly counts: PhaseCounts;
  private readonly held: HeldConnections;
  /** By step; no series for one that nobody in the phase comes to. */
  private readonly dropped: readonly (number | null)[];
  private readonly seconds: number;

  constructor(counts: PhaseCounts, steps: readonly string[], held: HeldConnections) {
    this.counts = counts;
    this.held = held;
    const visited = new Set(counts.stepOf);
    this.dropped = steps.map((step, i) =>
      visited.has(i) && held.stays(i) ? counts.counters.open(COUNTER.connectionsDropped, { step }) : null,
    );
    this.seconds = counts.counters.open(COUNTER.connectionSeconds, {});
  }

  /** Brings the series up to date. Call it before a flush. */
  pour(): void {
    const { counters } = this.counts;
    this.dropped.forEach((series, step) => {
      if (series !== null) counters.set(series, this.held.dropped[step]!);
    });
    counters.add(this.seconds, this.held.takeHeldSeconds());
  }
}
