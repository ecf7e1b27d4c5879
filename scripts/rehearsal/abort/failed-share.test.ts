import { describe, expect, it } from 'vitest';
import { FailedShare, type Seen } from './failed-share.ts';

const CLAUSE = { failedShare: 0.5, overSeconds: 10 };
const BEGAN_MS = 1_000_000;
/** What two VUs see each second: so many answers, and so many that failed. */
const second = (at: number, answers: number, failed: number, step = 'home.view'): readonly Seen[] =>
  [0, 1].map((vu) => ({
    atMs: BEGAN_MS + at * 1000 + vu * 30,
    answers: { [step]: [answers / 2, failed / 2] },
  }));

/** The second at which it ends the load; null: never. */
function endsAt(
  share: FailedShare,
  seconds: number,
  failedAt: (at: number) => number,
  answers = 100,
): number | null {
  for (let at = 1; at <= seconds; at++) if (share.take(second(at, answers, failedAt(at))) !== null) return at;
  return null;
}

describe('a share of failed answers', () => {
  it('ends the load when more than it failed over all its seconds', () => {
    expect(endsAt(new FailedShare(CLAUSE), 60, (at) => (at > 20 ? 100 : 0))).toBe(26);
    expect(endsAt(new FailedShare(CLAUSE), 60, (at) => (at > 20 ? 60 : 0))).toBe(29);
  });

  it('does not when it is only reached', () => {
    expect(endsAt(new FailedShare(CLAUSE), 60, () => 50)).toBe(null);
  });

  it('does not for an outage shorter than it', () => {
    expect(endsAt(new FailedShare(CLAUSE), 60, (at) => (at > 20 && at <= 25 ? 100 : 0))).toBe(null);
  });

  it('does not before its seconds are over, however bad the beginning', () => {
    expect(endsAt(new FailedShare(CLAUSE), 60, () => 100)).toBe(10);
    expect(endsAt(new FailedShare({ ...CLAUSE, overSeconds: 1 }), 60, () => 100)).toBe(1);
  });

  it('does not for a handful of answers', () => {
    expect(endsAt(new FailedShare({ ...CLAUSE, overSeconds: 4 }), 60, () => 2, 2)).toBe(null);
    expect(endsAt(new FailedShare({ ...CLAUSE, overSeconds: 5 }), 60, () => 2, 2)).toBe(5);
  });

  it('forgets what is older', () => {
    expect(endsAt(new FailedShare(CLAUSE), 60, (at) => (at < 5 ? 100 : 0))).toBe(null);
  });

  it('of one step looks at no other', () => {
    const share = new FailedShare({ ...CLAUSE, step: 'order.create' });
    for (let at = 1; at < 20; at++) expect(share.take(second(at, 100, 100))).toBe(null);
    expect(share.take(second(20, 40, 40, 'order.create'))).toBe(
      '40 of the 40 answers of order.create of the last 10 s failed (100 %, limit 50 %)',
    );
  });

  it('says how many', () => {
    const share = new FailedShare({ ...CLAUSE, overSeconds: 1 });
    expect(share.take(second(1, 3000, 2000))).toBe(
      '2,000 of the 3,000 answers of the last 1 s failed (66.666 %, limit 50 %)',
    );
  });
});
