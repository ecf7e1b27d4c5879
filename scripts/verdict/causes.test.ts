import { describe, expect, it } from 'vitest';
import { NO_REMARKS } from '../evidence/remarks.ts';
import { rehearsal, type Story, starved } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';

const causes = [
  { phase: 'burst', step: 'coupon.redeem', words: 'failed: HTTP 403', count: 700 },
  { phase: 'burst', step: 'home.view', words: 'failed: HTTP 500', count: 900 },
];
const errors = [{ phase: 'burst', step: 'coupon.redeem', words: 'HTTP 403: CSRF token missing', count: 20 }];
const remarks = { ...NO_REMARKS, causes, errors };
const headlineOf = ({ observations, ...story }: Story): string =>
  judge(rehearsal({ ...story, observations: { remarks, ...observations } })).headline;

describe('the headline of a run in which answers failed', () => {
  it('begins with the failure, not with the time that such answers did not make, and ends with its cause', () => {
    const headline = headlineOf({ steps: { '* · coupon.redeem': (intended) => ({ failed: intended }) } });
    expect(headline).toMatch(/^coupons · .*coupon\.redeem failed: /);
    expect(headline).toMatch(/\. Cause: HTTP 403, "CSRF token missing" \(700 times\)$/);
  });

  it('begins with the time if most of what was late had not failed', () => {
    const steps: Story['steps'] = {
      '* · coupon.redeem': (intended) => ({ failed: intended / 50, late: intended * 0.9 }),
    };
    expect(headlineOf({ steps })).toMatch(/^response · .*coupon\.redeem failed: /);
  });

  it('names no cause for an order that is gone: answers that failed do not explain it', () => {
    const { audit } = rehearsal().observations;
    const observations = { audit: { ...audit, lost: 3, lostIds: ['a', 'b', 'c'] } };
    expect(headlineOf({ observations })).toMatch(/^lost · /);
    expect(headlineOf({ observations })).not.toContain('Cause');
  });

  it('names the most frequent cause of all if the load was not valid', () => {
    const headline = headlineOf({ observations: { phases: [starved('burst')] } });
    expect(headline).toMatch(/\. Cause at home\.view: HTTP 500 \(900 times\)$/);
  });

  describe('and in which a required cell is not proven', () => {
    const steps: Story['steps'] = {
      'warm-up · coupon.redeem': { intended: 100 },
      'burst · coupon.redeem': { intended: 100 },
    };
    const inconclusive = (observations: Story['observations'] = {}): string => {
      const verdict = judge(rehearsal({ steps, observations: { remarks, ...observations } }));
      expect(verdict.outcome).toBe('inconclusive');
      return verdict.headline;
    };

    it('ends with the most frequent failure of its step', () => {
      expect(inconclusive()).toMatch(
        /is not proven: .*\. Most frequent failure: HTTP 403, "CSRF token missing" \(700 times\)$/,
      );
    });

    it('names the most frequent failure of all if its step had none', () => {
      const [, other] = causes;
      expect(inconclusive({ remarks: { ...remarks, causes: [other!] } })).toMatch(
        /\. Most frequent failure at home\.view: HTTP 500 \(900 times\)$/,
      );
    });

    it('names none if nothing failed', () => {
      expect(inconclusive({ remarks: NO_REMARKS })).not.toMatch(/Most frequent failure|Cause/);
    });
  });

  it('names no failure for books that could not be read', () => {
    const { audit } = rehearsal().observations;
    const headline = headlineOf({ observations: { audit: { ...audit, done: false, reason: 'it hung' } } });
    expect(headline).toContain('is not proven');
    expect(headline).not.toMatch(/Most frequent failure|Cause/);
  });

  it('names no failure if the run passed all the same', () => {
    expect(headlineOf({})).toMatch(/^nothing failed/);
    expect(headlineOf({})).not.toContain('Most frequent failure');
  });

  it('names no cause if nothing failed', () => {
    expect(headlineOf({})).not.toContain('Cause');
  });
});
