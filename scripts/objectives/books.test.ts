import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerAudit } from '../evidence/observations.ts';
import { factNotPassed, judge } from '../verdict/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { OBJECTIVES, VUS } from '../workshop/testing/small-plan.ts';
import { phaseSeen, rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';

const healthy = rehearsal().observations;
const judged = (audit: Partial<LedgerAudit>, story: Story = {}) => {
  const observations = { ...story.observations, audit: { ...healthy.audit, ...audit } };
  const verdict = judge(rehearsal({ ...story, observations }));
  const objective = (id: string) => verdict.objectives.find((each) => each.id === id)!;
  return { ...verdict, lost: objective('lost'), books: objective('books-in-order') };
};
const withVus = (vusFinished: number): Story => ({
  observations: { phases: healthy.phases.map(({ phase }) => ({ ...phaseSeen(phase), vusFinished })) },
});

describe('lost orders', () => {
  it.each<{ what: string; audit: Partial<LedgerAudit>; says: string }>([
    {
      what: 'a line of the console is torn',
      audit: { tornLines: 1 },
      says: "not all orders were looked up: 1 line of k6's console cannot be read",
    },
    {
      what: 'the console names fewer answers than were counted',
      audit: { answersRead: 11_999 },
      says: "not all orders were looked up: k6's console has only 11,999 of the 12,000 answers to orders that were counted",
    },
  ])('are not proven to be none when $what', ({ audit, says }) => {
    const { lost, outcome } = judged(audit);
    expect(lost.cells[0]).toMatchObject({ state: 'not-proven', reason: says });
    expect(outcome).toBe('inconclusive');
    expect(judged({ ...audit, lost: 1 }).lost.state).toBe('fail');
  });

  it('count failed answers too: their ids stand in the same lines', () => {
    const steps: Story['steps'] = { 'burst · order.create': { failed: 1000 } };
    expect(judged({ answersRead: 12_000 }, { steps }).lost.state).toBe('pass');
    expect(judged({ answersRead: 11_000 }, { steps }).lost.state).toBe('not-proven');
  });

  it('are proven even if the console names more answers than a dying Prometheus counted', () => {
    expect(judged({ answersRead: 12_001 }).lost.state).toBe('pass');
  });
});

describe('stored orders that were never acknowledged', () => {
  const unexplained = 3;

  it('break a promise in a completed run', () => {
    const { books, outcome } = judged({ unexplained });
    expect(books.cells[0]).toMatchObject({ state: 'fail', figure: 1 });
    expect(books.cells[0]!.reason).toBe(
      '1 broken promise, such as every stored order was acknowledged or got no answer: broken by 3 orders',
    );
    expect(outcome).toBe('fail');
  });

  it('break it even if the load was not valid or not all regions could be audited', () => {
    expect(judged({ unexplained }, { events: ['clock-jumped'] })).toMatchObject({
      loadValid: false,
      outcome: 'fail',
    });
    expect(judged({ unexplained, done: false, reason: 'east is gone' }).books.state).toBe('fail');
  });

  it.each<{ what: string; audit?: Partial<LedgerAudit>; story?: Story; state?: string }>([
    { what: 'the run was interrupted', story: { events: ['interrupted'] } },
    { what: 'a VU died with what it knew', story: withVus(VUS - 1) },
    {
      what: 'Prometheus cannot tell how many there were',
      story: { observations: { missing: 'it is gone' } },
    },
    { what: 'a torn line may have named them', audit: { tornLines: 1 }, state: 'not-proven' },
    { what: 'a missing line may have named them', audit: { answersRead: 11_999 }, state: 'not-proven' },
  ])('are only a note when $what', ({ audit = {}, story = {}, state = 'pass' }) => {
    const { books, notes } = judged({ unexplained, ...audit }, story);
    expect(books.state).toBe(state);
    const want =
      state === 'pass'
        ? /^the load was cut short .*: that says nothing against the shop$/
        : /^3 orders in the shop's books without a matching answer or failure/;
    expect(notes).toContainEqual(expect.stringMatching(want));
  });
});

describe('what no objective of the plan is about', () => {
  const without = (kind: string): Story => ({
    plan: { objectives: OBJECTIVES.filter((each) => each.kind !== kind) },
  });
  const lineOf = ({ objectives }: Pick<Verdict, 'objectives'>) =>
    objectives.find(({ kind }) => kind === 'no-other-findings');

  it.each<{ kind: string; audit: Partial<LedgerAudit>; says: string }>([
    {
      kind: 'lost-orders',
      audit: { lost: 2, lostIds: ['a', 'b'] },
      says: '2 of 12,000 acknowledged orders lost, such as a',
    },
    {
      kind: 'oversold',
      audit: { oversoldPieces: 1, overissuedCoupons: 1 },
      says: '1 piece oversold, 1 coupon issued beyond the quota',
    },
    {
      kind: 'broken-promises',
      audit: { brokenPromises: ['east: every reservation is kept: broken twice'] },
      says: '1 broken promise, such as east: every reservation is kept: broken twice',
    },
  ])('fails the run when it was found, whether $kind is declared or not', ({ kind, audit, says }) => {
    for (const story of [without(kind), { ...without(kind), events: ['clock-jumped'] as const }]) {
      const verdict = judged(audit, story);
      expect(verdict).toMatchObject({ outcome: 'fail', exitCode: 99 });
      expect(verdict.headline).toContain(`no-other-findings · whole run failed: ${says}`);
      expect(factNotPassed(verdict)!.kind).toBe('no-other-findings');
    }
  });

  it('has no line where nothing was found, or where an objective is about it', () => {
    expect(lineOf(judged({}, without('lost-orders')))).toBeUndefined();
    expect(lineOf(judged({ lost: 1 }))).toBeUndefined();
    expect(lineOf(judged({ lost: 1 }, without('oversold')))).toBeUndefined();
  });
});

it('evidence that goes missing never makes a ledger’s objective better', () => {
  const WORTH = { pass: 2, 'not-proven': 1, 'not-judged': 1, fail: 0 };
  const count = fc.nat({ max: 3 });
  fc.assert(
    fc.property(count, fc.integer({ min: 0, max: 12_000 }), count, (tornLines, answersRead, lost) => {
      const whole = judged({ lost }).lost.state;
      expect(WORTH[judged({ lost, tornLines, answersRead }).lost.state]).toBeLessThanOrEqual(WORTH[whole]);
    }),
  );
});

describe('an audit that has rows of orders alone', () => {
  const notLookedUp = { limits: 'rows of orders do not tell', promises: null };

  it('proves lost orders and broken promises, but neither stock nor quotas', () => {
    const { lost, books, notes, objectives } = judged({ notLookedUp, notes: ['read from orders.csv'] });
    expect([lost.state, books.state]).toEqual(['pass', 'pass']);
    const stock = objectives.find(({ kind }) => kind === 'oversold')!;
    expect(stock.cells[0]).toMatchObject({ state: 'not-proven', reason: notLookedUp.limits });
    expect(notes).toContain('audit: read from orders.csv');
  });

  it('does not prove that no promise is broken if it could not look up every one', () => {
    const promises = '2 payments cannot be told from rows of orders';
    const { lost, books } = judged({ notLookedUp: { ...notLookedUp, promises } });
    expect(lost.state).toBe('pass');
    expect(books.cells[0]).toMatchObject({
      state: 'not-proven',
      reason: `not every promise was looked up: ${promises}`,
    });
  });
});
