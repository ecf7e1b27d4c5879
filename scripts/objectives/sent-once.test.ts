import { describe, expect, it } from 'vitest';
import type { ArrivalCount } from '../evidence/observations.ts';
import { judge } from '../verdict/judge.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { sentOnce } from './sent-once.ts';

const STEPS = ['home.view', 'coupon.redeem', 'order.create', 'flash.take'];

/** A run whose shop counted as many arrivals of each step as were sent, but for the given ones. */
function counted(
  times: Readonly<Record<string, number>>,
  { replays = 0, ...story }: Story & { replays?: number } = {},
) {
  const { observations } = rehearsal(story);
  const arrivals = STEPS.map((step): ArrivalCount => {
    const at = observations.intended.filter((each) => each.step === step);
    const requests = at.reduce((sum, { count }) => sum + count, 0) * (times[step] ?? 1);
    return { regions: [...new Set(at.map(({ region }) => region))], step, requests, replays };
  });
  const audit = { ...observations.audit, arrivals };
  return rehearsal({ ...story, observations: { ...story.observations, audit } });
}
const cellOf = (evidence: ReturnType<typeof rehearsal>) => sentOnce.judge(evidence).cells[0];

describe('requests that arrived', () => {
  it('are as many as were sent: none left twice', () => {
    expect(cellOf(counted({}))).toMatchObject({
      state: 'pass',
      reason: expect.stringMatching(/, none twice$/),
    });
    expect(judge(counted({})).outcome).toBe('pass');
  });

  it('are not compared where a shop did not count from the beginning, and that is said', () => {
    const { observations, ...evidence } = counted({});
    const arrivals = observations.audit.arrivals.map((each) => ({ ...each, regions: ['east'] }));
    const audit = { ...observations.audit, arrivals };
    expect(cellOf({ ...evidence, observations: { ...observations, audit } })!.reason).toMatch(
      /; not compared in south, where a shop did not count from the beginning$/,
    );
    expect(cellOf(counted({}))!.reason).not.toContain('not compared');
  });

  it('twice, all orders, do not let a run pass: its answers hide what failed at first', () => {
    const verdict = judge(counted({ 'order.create': 2 }, { replays: 2975 }));
    expect(verdict.outcome).toBe('inconclusive');
    expect(verdict.headline).toMatch(
      /^sent-once · whole run is not proven: [\d,]+ requests arrived for [\d,]+ sent: 12,000 \(.*, limit 1 %\) left twice, most of them order\.create; 11,900 got the answer of their key again$/,
    );
  });

  it('twice do not soften the verdict of a target that fails', () => {
    const failing = { steps: { 'burst · coupon.redeem': { failed: 600 } } };
    expect(judge(counted({ 'order.create': 2 }, failing)).outcome).toBe('fail');
  });

  it('twice, a few of them, are told and change nothing', () => {
    const few = counted({ 'order.create': 1.01 });
    expect(cellOf(few)).toMatchObject({ state: 'pass', reason: expect.stringContaining('120 (') });
    expect(judge(few).outcome).toBe('pass');
  });

  it('at one step do not make up for those that never arrived at another', () => {
    expect(cellOf(counted({ 'order.create': 2, 'coupon.redeem': 0 }))!.state).toBe('not-proven');
  });

  it.each<{ what: string; evidence: ReturnType<typeof rehearsal> }>([
    { what: 'the target does not count them', evidence: rehearsal() },
    {
      what: 'the crowd’s counts cannot be read',
      evidence: counted({}, { observations: { missing: 'gone' } }),
    },
    { what: 'the run was interrupted', evidence: counted({ 'home.view': 2 }, { events: ['interrupted'] }) },
  ])('are not compared if $what', ({ evidence }) => {
    expect(sentOnce.judge(evidence).cells).toEqual([]);
  });
});
