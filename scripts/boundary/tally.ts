/** What became of the calls, counted in plain numbers, and told as metrics when somebody asks. */
import { Counter, Gauge, Registry } from 'prom-client';
import { BOUNDARY_FAULT_KINDS } from '../../scenarios/drills/boundary-fault.ts';
import { BOUNDARY } from '../../scenarios/metrics.ts';
import type { FaultsSet } from './faults-set.ts';

/** How a call ended: by the fault that struck it, or by itself. `refuse` is not among them, for then no call arrives. */
export const ANSWERS = [
  'passed',
  'latency',
  'error',
  'hang',
  'reset',
  'slow-body',
  'gone',
  'failed',
] as const;
export type Answered = (typeof ANSWERS)[number];

export class Tally {
  arrivals = 0;
  inFlight = 0;
  readonly answers: Record<Answered, number> = {
    passed: 0,
    latency: 0,
    error: 0,
    hang: 0,
    reset: 0,
    'slow-body': 0,
    gone: 0,
    failed: 0,
  };

  arrive(): void {
    this.arrivals++;
    this.inFlight++;
  }

  end(answered: Answered): void {
    this.inFlight--;
    this.answers[answered]++;
  }
}

/** Every series is there from the start, with 0: a rate over a series that begins with its first event would miss it. */
export function registryOf(boundary: string, tally: Tally, faults: FaultsSet): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ boundary });
  const registers = [registry];
  new Counter({
    name: BOUNDARY.arrivals,
    help: 'Calls that arrived, whatever became of them.',
    registers,
    collect() {
      this.reset();
      this.inc(tally.arrivals);
    },
  });
  new Counter({
    name: BOUNDARY.answers,
    help: 'Calls that ended, by the fault that struck them or by how they ended without one.',
    labelNames: ['answer'],
    registers,
    collect() {
      this.reset();
      for (const answer of ANSWERS) this.inc({ answer }, tally.answers[answer]);
    },
  });
  new Gauge({
    name: BOUNDARY.inFlight,
    help: 'Calls under way.',
    registers,
    collect() {
      this.set(tally.inFlight);
    },
  });
  new Gauge({
    name: BOUNDARY.fault,
    help: '1 while a fault of this kind is set.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const kind of BOUNDARY_FAULT_KINDS) this.set({ kind }, faults.has(kind) ? 1 : 0);
    },
  });
  return registry;
}
