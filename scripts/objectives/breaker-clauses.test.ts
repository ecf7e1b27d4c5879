import { describe, expect, it } from 'vitest';
import type { BreakerReadings, DrillSeen } from '../evidence/drills-seen.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { BANK, clausesFor } from '../workshop/testing/breakers/clauses.ts';
import { virtualDrill } from '../workshop/testing/breakers/virtual-drill.ts';
import { kindOf } from './index.ts';

const right = virtualDrill(BANK);
const calm = virtualDrill({ ...BANK, failingShare: 0.1 });
const CLAUSES = [...clausesFor(BANK), ...clausesFor({ ...BANK, failingShare: 0.1 }).slice(0, 1)];
const KINDS = CLAUSES.map(({ kind }) => kind);
const ABOUT_READINGS = KINDS.filter((kind) => kind !== 'load-recovers' && kind !== 'breaker-isolated');

const seen = (change: Partial<DrillSeen>, evidence = right): Evidence => ({
  ...evidence,
  drill: { ...evidence.drill!, seen: { ...evidence.drill!.seen, ...change } },
});
/** The bank's breaker, with readings changed. */
const told = (
  change: (readings: BreakerReadings) => Partial<BreakerReadings>,
  evidence = right,
): Evidence => {
  const [bank, ...others] = evidence.drill!.seen.breakers;
  return seen({ breakers: [{ ...bank!, ...change(bank!) }, ...others] }, evidence);
};
const judged = (kind: string, evidence: Evidence) => {
  const clause = CLAUSES.find((each) => each.kind === kind)!;
  return kindOf(clause).judge(clause, evidence);
};
const cell = (kind: string, evidence: Evidence) => judged(kind, evidence).cells[0]!;
const none = (rows: readonly unknown[]) => rows.map(() => null);

describe.each(KINDS)('%s', (kind) => {
  it('is not proven by a drill that did not happen', () => {
    expect(cell(kind, seen({ missing: 'nobody asked the bank' }))).toMatchObject({
      state: 'not-proven',
      reason: 'the drill did not happen: nobody asked the bank',
    });
    expect(cell(kind, seen({ set: null }))).toMatchObject({ state: 'not-proven' });
  });

  it('is not proven outside a drill', () => {
    const { drill: _, ...evidence } = right;
    expect(cell(kind, evidence)).toMatchObject({ state: 'not-proven', reason: 'no drill' });
  });

  it('is required, unless it is informative', () => {
    const clause = CLAUSES.find((each) => each.kind === kind)!;
    expect(cell(kind, right).required).toBe(true);
    const cells = kindOf(clause).judge({ ...clause, informative: true }, right).cells;
    expect(cells.every(({ required }) => !required)).toBe(true);
  });
});

describe.each(ABOUT_READINGS)('%s', (kind) => {
  const evidence = kind === 'breaker-stays-shut' ? calm : right;

  it('has a cell for the region of its drill, with figure and bound', () => {
    const { cells, targetMax } = judged(kind, evidence);
    expect(cells).toHaveLength(1);
    expect(cells[0]).toMatchObject({ region: 'east', phase: null, step: null, state: 'pass' });
    expect(targetMax).toBeGreaterThanOrEqual(cells[0]!.figure!);
  });

  it('is not proven without readings, or without their states', () => {
    expect(cell(kind, seen({ breakers: [] }, evidence)).state).toBe('not-proven');
    const blind = told(({ state }) => ({ state: none(state) as null[] }), evidence);
    // The fallback is judged by counts alone.
    if (kind !== 'breaker-fallback') expect(cell(kind, blind).state).toBe('not-proven');
  });

  it('is not proven where the plan does not say how the breaker is set', () => {
    const plan = { ...evidence.plan, breakers: {} };
    expect(cell(kind, { ...evidence, plan }).reason).toContain(
      'the plan does not say how the breaker of bank is set',
    );
  });

  it('is not proven when the run ends just after the fault was set', () => {
    const untilMs = evidence.drill!.seen.set!.byMs + 300;
    const cut = told((bank) => {
      const n = bank.atMs.findIndex((atMs) => atMs > untilMs);
      return Object.fromEntries(
        (['atMs', 'state', 'opened', 'calls', 'rejected', 'arrivals'] as const).map((key) => [
          key,
          bank[key].slice(0, n),
        ]),
      );
    }, evidence);
    const ended = { ...cut, drill: { ...cut.drill!, seen: { ...cut.drill!.seen, lifted: null } } };
    expect(cell(kind, ended).state).toBe('not-proven');
  });
});

describe('a breaker that never does what it must', () => {
  it.each([
    { kind: 'breaker-closes', state: 'open', says: /^not shut (.+) s after the fault's end, bound (.+) s$/ },
    { kind: 'breaker-opens', state: 'closed', says: /^not open (.+) s after the fault, bound (.+) s \(/ },
  ] as const)('fails $kind by the bound that is its target', ({ kind, state, says }) => {
    const { byMs } = kind === 'breaker-closes' ? right.drill!.seen.lifted! : right.drill!.seen.set!;
    const stuck = told(({ atMs, state: states, opened }) => ({
      state: states.map((each, i) => (atMs[i]! >= byMs - 500 ? state : each)),
      opened: none(opened) as null[],
    }));
    const { cells, targetMax } = judged(kind, stuck);
    const { state: found, reason } = cells[0]!;
    expect([found, reason]).toEqual(['fail', expect.stringMatching(says)]);
    const [, seconds, bound] = says.exec(reason)!.map(Number);
    expect(bound).toBeCloseTo(targetMax!, 1);
    expect(seconds).toBeGreaterThan(bound!);
  });
});

describe('what readings do not tell', () => {
  it.each(['breaker-sheds', 'breaker-probes', 'breaker-fallback'])(
    'keeps %s from being proven: arrivals',
    (kind) => {
      const evidence = told(({ arrivals }) => ({ arrivals: none(arrivals) as null[] }));
      expect(cell(kind, evidence)).toMatchObject({
        state: 'not-proven',
        reason: expect.stringContaining('nobody counted'),
      });
    },
  );

  it('keeps breaker-fallback from being proven: rejected calls, and times', () => {
    const rejected = told(({ rejected: rows }) => ({ rejected: none(rows) as null[] }));
    expect(cell('breaker-fallback', rejected).reason).toBe('it does not tell how many calls it rejected');
    expect(cell('breaker-fallback', seen({ times: [] })).reason).toBe('no answer was degraded in the drill');
  });

  it('may be its openings: they are then told from its states', () => {
    const evidence = told(({ opened }) => ({ opened: none(opened) as null[] }));
    for (const kind of [
      'breaker-opens',
      'breaker-sheds',
      'breaker-probes',
      'breaker-closes',
      'breaker-steady',
    ])
      expect([kind, cell(kind, evidence).state]).toEqual([kind, 'pass']);
  });

  it('may be half-open: it is then told from the calls that reach the dependency', () => {
    const evidence = told(({ state }) => ({
      state: state.map((each) => (each === 'half-open' ? 'closed' : each)),
    }));
    const plan = {
      ...evidence.plan,
      breakers: { bank: { ...evidence.plan.breakers!.bank!, metrics: {} } },
    };
    for (const kind of ['breaker-opens', 'breaker-sheds', 'breaker-closes', 'breaker-steady'])
      expect([kind, cell(kind, { ...evidence, plan }).state]).toEqual([kind, 'pass']);
  });

  it('around its opening leaves it open whether it was late', () => {
    const { byMs } = right.drill!.seen.set!;
    const hidden = told((bank) => ({
      state: bank.state.map((each, i) =>
        bank.atMs[i]! > byMs && bank.atMs[i]! < byMs + 12_000 ? null : each,
      ),
    }));
    expect(cell('breaker-opens', hidden)).toMatchObject({ state: 'not-proven' });
  });
});

describe('a breaker that was open before the fault', () => {
  it.each(['breaker-opens', 'breaker-steady', 'breaker-stays-shut'])('proves nothing of %s', (kind) => {
    const evidence = told(
      ({ state }) => ({ state: state.map(() => 'open' as const) }),
      kind === 'breaker-stays-shut' ? calm : right,
    );
    expect(cell(kind, evidence)).toMatchObject({
      state: 'not-proven',
      reason: 'it was open before the fault',
    });
  });
});

describe('breaker-fallback', () => {
  const withBuckets = (bounds: readonly number[]): Evidence =>
    seen({
      times: right.drill!.seen.times.map((each) => ({
        ...each,
        buckets: each.buckets.filter(
          ({ leSeconds }) => leSeconds === null || bounds.includes(leSeconds * 1000),
        ),
      })),
    });

  it('is not proven where buckets are too wide to tell', () => {
    expect(cell('breaker-fallback', withBuckets([5, 1000]))).toMatchObject({
      state: 'not-proven',
      reason: expect.stringContaining('the buckets cannot tell'),
    });
  });

  it('fails if rejected calls fail instead of falling back', () => {
    const times = right.drill!.seen.times.flatMap((each) =>
      each.drill === undefined || each.outcome !== 'degraded'
        ? [each]
        : [each, { ...each, outcome: 'failed' as const }],
    );
    expect(cell('breaker-fallback', seen({ times }))).toMatchObject({
      state: 'fail',
      reason: expect.stringMatching(
        /answers failed instead of being degraded; .* may: .* calls reached bank/,
      ),
    });
  });

  it('needs a hundred answers outside drills to know the normal round trip', () => {
    const times = right.drill!.seen.times.filter((each) => each.drill !== undefined);
    expect(cell('breaker-fallback', seen({ times })).reason).toContain(
      'only 0 answers in no drill, of 100 needed',
    );
  });
});

describe('breaker-isolated', () => {
  const bystander = right.drill!.seen.bystanders[0]!;
  const others = (change: (second: (typeof bystander.seconds)[number]) => object): Evidence =>
    seen({
      bystanders: [
        { ...bystander, seconds: bystander.seconds.map((second) => ({ ...second, ...change(second) })) },
      ],
    });
  const isInFault = (atSeconds: number): boolean =>
    atSeconds * 1000 >= right.drill!.time.beginMs && atSeconds * 1000 < right.drill!.time.endMs;

  it('prints the least that it could have shown', () => {
    expect(cell('breaker-isolated', right).reason).toMatch(
      /errors: .* points more would have shown .*; p99: .* % more would have shown/,
    );
  });

  it('finds slower answers of others', () => {
    const slower = others(({ atSeconds, times }) =>
      isInFault(atSeconds) ? { times: [0, 0, ...times.slice(0, -2)] } : {},
    );
    expect(cell('breaker-isolated', slower)).toMatchObject({ state: 'fail', figure: 1, region: 'south' });
  });

  it('is not proven with too few blocks, or nobody to compare', () => {
    const few = seen({ bystanders: [{ ...bystander, seconds: bystander.seconds.slice(-35) }] });
    expect(cell('breaker-isolated', few)).toMatchObject({
      state: 'not-proven',
      reason: expect.stringContaining('too few'),
    });
    expect(cell('breaker-isolated', seen({ bystanders: [], breakers: [] })).reason).toContain(
      'about everybody',
    );
  });
});
