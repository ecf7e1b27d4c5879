import { describe, expect, it } from 'vitest';
import type { Verdict } from '../verdict/verdict.ts';
import { type LevelRun, levelTold } from './level-told.ts';

const second = (intended: number, responses = intended, good = responses) => ({
  ...{ atSeconds: 0, intended, responses, good, ordersOk: 0, shoppers: 0 },
});
const GOOD = { validity: [], objectives: [], aborted: null };
const times = (count: number, one: ReturnType<typeof second>) => Array.from({ length: count }, () => one);
const run = (changes: Partial<LevelRun>): LevelRun => ({
  ...{ seconds: times(10, second(100)), verdict: GOOD, loadSeconds: 8, holdSeconds: 5, goodShare: 0.99 },
  ...changes,
});
type Check = Verdict['validity'][number];
const BROKEN = { id: 'sends-on-time', state: 'broken', reason: '3 % were sent late' } as Check;

describe('a level', () => {
  it('was held, with what it carried', () => {
    expect(levelTold(run({}))).toMatchObject({
      ...{ state: 'held', why: '', settleSeconds: 0, throughput: 100, answeredPerSecond: 100 },
    });
  });

  it('is judged by the seconds in which load was sent, and no others', () => {
    expect(levelTold(run({ seconds: [...times(8, second(100)), second(0, 40)] })).seconds).toHaveLength(8);
  });

  it('says nothing where the load was not valid, even if its backlog grew', () => {
    const seconds = times(8, second(100, 80));
    const told = levelTold(run({ seconds, verdict: { ...GOOD, validity: [BROKEN] } }));
    expect(told).toMatchObject({ state: 'generator-limit', why: '3 % were sent late' });
  });

  it('was too much if its backlog grew', () => {
    expect(levelTold(run({ seconds: times(8, second(100, 90)) }))).toMatchObject({
      ...{ state: 'over', why: 'the backlog grew by 10 requests a second', answeredPerSecond: 90 },
    });
  });

  it('was too much if it was ended for that, by the seconds that showed it', () => {
    const seconds = [second(0), second(60, 50), ...times(4, second(100, 80)), second(0, 0), second(0, 0)];
    const told = levelTold(run({ seconds, verdict: { ...GOOD, aborted: 'the backlog grows' } }));
    expect(told).toMatchObject({ state: 'over', answeredPerSecond: 80, throughput: 80 });
    expect(told.seconds).toHaveLength(4);
  });

  it('that was ended early, and whose seconds do not show why, says nothing', () => {
    const told = levelTold(run({ verdict: { ...GOOD, aborted: 'the backlog grows' } }));
    expect(told).toMatchObject({
      ...{ state: 'unsettled', why: 'it was ended early, and its seconds do not show why' },
    });
  });

  it('was too much if too few answers were good in the seconds that count', () => {
    expect(levelTold(run({ seconds: times(8, second(100, 100, 98)) }))).toMatchObject({
      ...{ state: 'over', why: '98 % were good, and 99 % must be' },
    });
    expect(levelTold(run({ seconds: times(8, second(100, 0)) })).state).toBe('over');
  });

  it('was too much if any objective failed', () => {
    const failed = { id: 'orders-lost', state: 'fail', cells: [{ state: 'fail', reason: '2 lost' }] };
    const objectives = [failed] as unknown as Verdict['objectives'];
    expect(levelTold(run({ verdict: { ...GOOD, objectives } }))).toMatchObject({
      ...{ state: 'over', why: 'orders-lost failed: 2 lost' },
    });
  });

  it('has not settled where its seconds say so', () => {
    expect(levelTold(run({ seconds: times(3, second(100)) })).state).toBe('unsettled');
  });
});
