/**
 * Every way in which a breaker can be wrong breaks its own clause in a drill, and no other; a shop that behaves breaks none. The
 * clauses here are simple ones for a stopped clock. A rehearsal judges by those in scripts/objectives/.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../scenarios/targets/mock-shop/faults.ts';
import { DEPENDENCIES } from '../platform/dependencies.ts';
import { type Drilled, drill, type Reading, regionOfDrill } from '../testing/breaker-drill.ts';
import { MISBEHAVIOURS } from './index.ts';
import type { Misbehaviour } from './misbehaviour.ts';

let folder: string;
beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(0);
  folder = mkdtempSync(join(tmpdir(), 'carnival-drill-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const { windowMs, openMs, timeoutMs } = DEPENDENCIES.bank.breaker;
const SECONDS = { beforeSeconds: 12, faultSeconds: 8, afterSeconds: 16 };
const FAULT_END_MS = SECONDS.faultSeconds * 1000;
const ROUND_TRIP_MS = 100;
/** Of an answer that asks nobody, with the ten milliseconds that it may take more. */
const NORMAL_MS = 10;
/** Half of the window, two of its buckets, a time-out, and two readings. */
const OPENS_MS = windowMs / 2 + windowMs / 5 + timeoutMs + 500;
const CLOSES_MS = FAULT_END_MS + timeoutMs + openMs + 1_000;

const OPENING: readonly Misbehaviour['fails'][] = [
  'breaker-opens',
  'breaker-probes',
  'breaker-closes',
  'breaker-steady',
  'breaker-fallback',
  'load-recovers',
];

/** Seeded, so that the same calls fail each time. */
function seeded(): () => number {
  let state = 12_345;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const DOWN = { kind: 'error', value: 1 } as const;
const HANGS = { kind: 'hang', value: 0 } as const;
const TENTH_FAILS = { kind: 'failed-share', value: 10 } as const;

const pairs = (readings: readonly Reading[]): (readonly [Reading, Reading])[] =>
  readings.slice(1).map((reading, i) => [readings[i]!, reading]);
const isShut = ({ state }: Reading): boolean => state === 'closed';

/** The clauses that a drill breaks whose fault ought to open the breaker. */
function broken({ readings, calls }: Drilled, callsPerSecond: number): Misbehaviour['fails'][] {
  const opens = readings.find((reading) => reading.opened > 0);
  const closes = readings.find(({ atMs, state }) => atMs > (opens?.atMs ?? 0) && state === 'closed');
  const openings = pairs(readings).filter(([before, after]) => isShut(before) && !isShut(after)).length;
  const steady = pairs(readings).filter(([a, b]) => a.opened === b.opened);
  const untried = steady.filter(([a, b]) => !isShut(a) && !isShut(b));
  const arrivedMax = Math.max(0, ...untried.map(([a, b]) => b.arrivals - a.arrivals));
  const whileOpen = steady.filter(([a, b]) => a.state === 'open' && b.state === 'open');
  const rejected = calls.filter(({ atMs }) => whileOpen.some(([a, b]) => a.atMs <= atMs && atMs < b.atMs));
  const [from, to] = [readings.at(-9)!, readings.at(-1)!];
  const arrived = ((to.arrivals - from.arrivals) / (to.atMs - from.atMs)) * 1000;
  const clauses: Partial<Record<Misbehaviour['fails'], boolean>> = {
    'breaker-opens': opens === undefined || opens.atMs > OPENS_MS,
    'breaker-probes': arrivedMax > 1,
    'breaker-closes': opens !== undefined && (closes === undefined || closes.atMs > CLOSES_MS || !isShut(to)),
    'breaker-steady': openings > 1,
    'breaker-fallback': rejected.some(({ tookMs }) => tookMs > NORMAL_MS),
    'load-recovers': arrived > callsPerSecond * 3,
  };
  return OPENING.filter((clause) => clauses[clause]);
}

/** One region, or two of which the first has the fault. */
async function drilled(
  names: readonly string[],
  fault: Omit<Fault, 'step'>,
  callsPerSecond: number,
  regions = ['north'],
): Promise<Drilled[]> {
  const wires = MISBEHAVIOURS.filter(({ name }) => names.includes(name)).flatMap(({ wire }) => wire ?? []);
  const built = regions.map((region) => {
    const dataDir = join(folder, region);
    mkdirSync(dataDir);
    return regionOfDrill(wires, seeded(), { region, dataDir });
  });
  return drill(built, fault, { ...SECONDS, callsPerSecond });
}

const RATES = [25, 50, 100];
const FAULTS = [
  { is: 'down', fault: DOWN },
  { is: 'hanging', fault: HANGS },
];

describe('a shop that behaves', () => {
  it.each(FAULTS.flatMap((each) => RATES.map((callsPerSecond) => ({ ...each, callsPerSecond }))))(
    'breaks no clause while the bank is $is, at $callsPerSecond calls a second',
    async ({ fault, callsPerSecond }) => {
      const [seen] = await drilled([], fault, callsPerSecond);
      expect(broken(seen!, callsPerSecond)).toEqual([]);
      expect(seen!.calls.filter(({ tookMs }) => tookMs > timeoutMs + ROUND_TRIP_MS)).toEqual([]);
    },
  );

  it.each(RATES)('stays shut while a tenth of its %d calls a second fail', async (callsPerSecond) => {
    const [seen] = await drilled([], TENTH_FAILS, callsPerSecond);
    expect(seen!.readings.at(-1)!.opened).toBe(0);
  });
});

const WRONG = MISBEHAVIOURS.filter(({ fails }) => OPENING.includes(fails));

describe('a shop that misbehaves', () => {
  it.each(
    WRONG.flatMap((wrong) =>
      FAULTS.flatMap((each) => [50, 100].map((callsPerSecond) => ({ ...wrong, ...each, callsPerSecond }))),
    ),
  )(
    'breaks $fails alone if it is one that $name, while the bank is $is, at $callsPerSecond calls a second',
    async ({ name, fails, fault, callsPerSecond }) => {
      const [seen] = await drilled([name], fault, callsPerSecond);
      expect(broken(seen!, callsPerSecond)).toEqual([fails]);
    },
  );

  it.each(RATES)('opens although only a tenth of its %d calls a second fail', async (callsPerSecond) => {
    const [seen] = await drilled(['opens-when-it-must-not'], TENTH_FAILS, callsPerSecond);
    expect(seen!.readings.at(-1)!.opened).toBeGreaterThan(0);
  });
});

describe('a region beside the one with the fault', () => {
  const REGIONS = ['north', 'south'];

  it('has its breaker opened for 0.3 s if one leaks, which breaks nothing else', async () => {
    const [north, south] = await drilled(['leaks-into-another-region'], DOWN, 50, REGIONS);
    expect(broken(north!, 50)).toEqual([]);
    expect(south!.readings.at(-1)).toMatchObject({ opened: 1, state: 'closed' });
    expect(south!.readings.filter(({ state }) => state === 'open')).toHaveLength(1);
  });

  it('keeps its breaker shut if all is well', async () => {
    const [north, south] = await drilled([], DOWN, 50, REGIONS);
    expect([north, south].map((seen) => seen!.readings.at(-1)!.opened)).toEqual([1, 0]);
  });
});
