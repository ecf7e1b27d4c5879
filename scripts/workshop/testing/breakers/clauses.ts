/** What the clauses say of a drill on the virtual clock, and the right drills that are drawn for it. */
import fc from 'fast-check';
import type { Objective } from '../../../../scenarios/campaigns/plan.ts';
import type { OpensWhen } from '../../../../scenarios/drills/breaker.ts';
import type { Cell } from '../../../evidence/cell.ts';
import { kindOf } from '../../../objectives/index.ts';
import { type VirtualDrill, virtualDrill } from './virtual-drill.ts';

const BASE = { source: 'a test' } as const;
const RECOVERY = { maxSeconds: 6, targetShare: 0.95 } as const;

/** As the embedded shop's bank: opossum, at a rate that a region has. */
export const BANK: VirtualDrill = {
  seed: 8,
  callsPerSecond: 60,
  opens: {
    by: 'time-window',
    windowMs: 5000,
    bucketMs: 500,
    callsMin: 20,
    failedShare: 0.5,
    opensAtShare: false,
  },
  openMs: 6000,
  probesMax: 1,
  timeoutMs: 400,
  fault: 'hang',
  failingShare: 1,
  beforeSeconds: 40,
  faultSeconds: 15,
  recoverySeconds: 15,
  unsureMs: 100,
  missingShare: 0,
  atBoundary: false,
  countsBegun: true,
  hasTimer: true,
  wrong: null,
};
/** Those that a right breaker must keep, where so many of its calls fail. */
export function clausesFor({ failingShare, opens }: VirtualDrill): readonly Objective[] {
  const clause = (kind: string): Objective => ({ ...BASE, id: kind, kind }) as Objective;
  const always = [
    clause('breaker-isolated'),
    { ...BASE, id: 'load-recovers', kind: 'load-recovers', ...RECOVERY } as const,
  ];
  const isBelow = opens.by !== 'consecutive' && failingShare < opens.failedShare;
  const about = isBelow
    ? ['breaker-stays-shut']
    : [
        'breaker-opens',
        'breaker-sheds',
        'breaker-fallback',
        'breaker-probes',
        'breaker-closes',
        'breaker-steady',
      ];
  return [...about.map(clause), ...always];
}

export function judgeDrill(drill: VirtualDrill): Readonly<Record<string, Cell>> {
  const evidence = virtualDrill(drill);
  return Object.fromEntries(
    clausesFor(drill).map((objective) => [
      objective.kind,
      kindOf(objective).judge(objective, evidence).cells[0]!,
    ]),
  );
}

const windows = fc.record({
  failedShare: fc.constantFrom(0.1, 0.3, 0.5, 0.7),
  callsMin: fc.constantFrom(0, 5, 20, 50),
  opensAtShare: fc.boolean(),
});
const opens: fc.Arbitrary<OpensWhen> = fc.oneof(
  fc
    .record({
      window: windows,
      windowMs: fc.constantFrom(1000, 3000, 5000, 10_000),
      buckets: fc.constantFrom(1, 2, 5, 10),
    })
    .map(
      ({ window, windowMs, buckets }) =>
        ({ by: 'time-window', windowMs, bucketMs: windowMs / buckets, ...window }) as const,
    ),
  fc
    .record({ window: windows, calls: fc.constantFrom(10, 50, 100) })
    .map(
      ({ window, calls }) =>
        ({ by: 'count-window', calls, ...window, callsMin: Math.min(calls, window.callsMin) }) as const,
    ),
  fc.integer({ min: 2, max: 10 }).map((failures) => ({ by: 'consecutive', failures }) as const),
);

/** Right breakers of all kinds, at all rates and shares, under faults of which it is more or less known when they were there. */
export const rightDrills: fc.Arbitrary<VirtualDrill> = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    callsPerSecond: fc.constantFrom(3, 10, 30, 80, 200),
    opens,
    openMs: fc.constantFrom(1000, 3000, 6000),
    probesMax: fc.constantFrom(1, 3, 10),
    timeoutMs: fc.constantFrom(200, 400, 1000),
    fault: fc.constantFrom('error' as const, 'hang' as const),
    failingShare: fc.oneof(fc.constant(1), fc.double({ min: 0.02, max: 0.99, noNaN: true })),
    beforeSeconds: fc.constantFrom(8, 20, 40),
    faultSeconds: fc.constantFrom(5, 10, 20),
    recoverySeconds: fc.constantFrom(10, 15),
    unsureMs: fc.constantFrom(0, 50, 500),
    missingShare: fc.constantFrom(0, 0, 0.02, 0.2),
    atBoundary: fc.boolean(),
    countsBegun: fc.boolean(),
    hasTimer: fc.boolean(),
    wrong: fc.constant(null),
  })
  .map((drill) => ({
    ...drill,
    // opossum keeps its window when it closes, and is known to flap if that outlives the time that it is open.
    countsBegun:
      drill.countsBegun &&
      drill.opens.by === 'time-window' &&
      drill.openMs > drill.opens.windowMs + drill.timeoutMs,
  }));
