import { describe, expect, it } from 'vitest';
import type { BreakerReadings } from '../evidence/drills-seen.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { BANK, clausesFor } from '../workshop/testing/breakers/clauses.ts';
import { virtualDrill } from '../workshop/testing/breakers/virtual-drill.ts';
import { kindOf } from './index.ts';
import type { LoadRecovers } from './load-recovers.ts';

const right = virtualDrill(BANK);
const CLAUSE = clausesFor(BANK).find(({ kind }) => kind === 'load-recovers')!;
const cell = (evidence: Evidence) => kindOf(CLAUSE).judge(CLAUSE, evidence).cells[0]!;
/** The bank's breaker, with readings changed. */
const told = (change: (readings: BreakerReadings) => Partial<BreakerReadings>): Evidence => {
  const { seen } = right.drill!;
  const [bank, ...others] = seen.breakers;
  const breakers = [{ ...bank!, ...change(bank!) }, ...others];
  return { ...right, drill: { ...right.drill!, seen: { ...seen, breakers } } };
};

describe('load-recovers', () => {
  const whole = right.drill!.whole;
  const { endMs, recoveredMs } = right.drill!.time;
  const later = (change: (seconds: number) => object): Evidence => ({
    ...right,
    drill: {
      ...right.drill!,
      whole: {
        ...whole,
        seconds: whole.seconds.map((second) => ({
          ...second,
          ...(second.atSeconds * 1000 >= endMs ? change(second.atSeconds + 1 - endMs / 1000) : {}),
        })),
      },
    },
  });

  it('fails when requests pile up though all that are answered are good', () => {
    const piled = later(() => ({ intended: 600, responses: 300, good: 300 }));
    expect(cell(piled)).toMatchObject({ state: 'fail', figure: null });
  });

  it('is the time to the end of the last bad second', () => {
    const evidence = later((t) => (t <= 3 ? { responses: 300, good: 100 } : { responses: 300, good: 300 }));
    const { figure, state } = cell(evidence);
    expect(state).toBe('pass');
    expect(figure).toBeGreaterThan(2);
    expect(figure).toBeLessThanOrEqual(3);
  });

  it('fails when twice as many calls still reach the dependency as before the fault', () => {
    const storm = told((bank) => ({
      arrivals: bank.arrivals.map((count, i) =>
        count === null || bank.atMs[i]! < endMs ? count : count + (bank.atMs[i]! - endMs),
      ),
    }));
    expect(cell(storm)).toMatchObject({
      state: 'fail',
      reason: expect.stringContaining('calls a second still reach bank'),
    });
  });

  it('passes when what was put off is caught up with, though in the second after the declared time: a storm lasts', () => {
    const caughtUpMs = endMs + (CLAUSE as LoadRecovers).maxSeconds * 1000 + 1500;
    const catching = told((bank) => ({
      arrivals: bank.arrivals.map((count, i) =>
        count === null ? null : count + Math.max(0, Math.min(bank.atMs[i]!, caughtUpMs) - endMs),
      ),
    }));
    expect(cell(catching)).toMatchObject({ state: 'pass' });
  });

  it('is not proven when nobody counted afterwards the calls that were counted before: a storm may hide there', () => {
    const blind = told((bank) => ({
      arrivals: bank.arrivals.map((count, i) => (bank.atMs[i]! < endMs ? count : null)),
    }));
    expect(cell(blind)).toMatchObject({
      state: 'not-proven',
      reason: expect.stringContaining('nobody counted the calls that reach bank in'),
    });
  });

  it('is not proven when nothing was asked for afterwards, or nobody knows how it was before', () => {
    expect(cell(later(() => ({ intended: 0, responses: 0, good: 0 }))).state).toBe('not-proven');
    const late = {
      ...whole,
      seconds: whole.seconds.filter(({ atSeconds }) => atSeconds * 1000 > recoveredMs - 20_000),
    };
    expect(cell({ ...right, drill: { ...right.drill!, whole: late } }).state).toBe('not-proven');
  });
});
