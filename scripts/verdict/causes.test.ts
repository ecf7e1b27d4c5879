import { describe, expect, it } from 'vitest';
import type { Cell } from '../evidence/cell.ts';
import { NO_REMARKS } from '../evidence/remarks.ts';
import { rehearsal, type Story, starved } from '../workshop/testing/small-rehearsal.ts';
import { causeOfFail, causesIn, type Unpassed } from './causes.ts';
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
    // What failed does not explain what was late.
    expect(headlineOf({ steps })).not.toContain('Cause');
  });

  it('names no cause for an order that is gone: answers that failed do not explain it', () => {
    const { audit } = rehearsal().observations;
    const observations = { audit: { ...audit, lost: 3, lostIds: ['a', 'b', 'c'] } };
    expect(headlineOf({ observations })).toMatch(/^lost · /);
    expect(headlineOf({ observations })).not.toContain('Cause');
  });

  it('calls no failure of the target the cause of a load that was not valid', () => {
    const headline = headlineOf({ observations: { phases: [starved('burst')] } });
    expect(headline).toMatch(/\. Most frequent failure at home\.view: HTTP 500 \(900 times\)$/);
  });

  it('calls a failure of the generator itself the cause of it', () => {
    const own = { phase: 'burst', step: 'home.view', words: 'failed: the generator itself: x509', count: 3 };
    const observations = { phases: [starved('burst')], remarks: { ...remarks, causes: [...causes, own] } };
    expect(headlineOf({ observations })).toMatch(
      /\. Cause at home\.view: the generator itself: x509 \(3 times\)$/,
    );
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

describe('the cause of a failed cell', () => {
  const STEP = 'coupon.redeem';
  const { responses } = rehearsal({ steps: { [`burst · ${STEP}`]: { failed: 700 } } }).observations;
  const inBurst: Pick<Cell, 'phase' | 'step' | 'region'> = { phase: 'burst', step: STEP, region: null };
  const failing = (change: Partial<Unpassed['objective']> = {}, place: Partial<Cell> = {}): Unpassed => ({
    objective: { kind: 'success', drill: null, ...change },
    cell: { ...CELL, ...inBurst, ...place },
  });
  const seen = { remarks, responses };

  it('is the most frequent one of its step and phase', () => {
    expect(causeOfFail(failing(), seen)).toBe('. Cause: HTTP 403, "CSRF token missing" (700 times)');
    expect(causeOfFail(failing({}, { phase: 'warm-up' }), seen)).toBe('');
    expect(causeOfFail(failing({}, { step: 'order.create' }), seen)).toBe('');
  });

  it('is none where no answers were counted, as for a breaker', () => {
    for (const kind of ['breaker-closes', 'load-recovers', 'steps-reached', 'refused'] as const)
      expect(causeOfFail(failing({ kind }, { step: null }), seen), kind).toBe('');
  });

  it('of one region counts no failure of another, which may have had another cause', () => {
    const inEast = responses.filter(({ region }) => region === 'east');
    expect(causeOfFail(failing({}, { region: 'east', n: 6000 }), seen)).toContain('(350 times)');
    expect(causeOfFail(failing({}, { region: 'south', n: 6000 }), { remarks, responses: inEast })).toBe('');
  });

  it('of a drill counts no failure outside its window, and the other way round', () => {
    const inWindow = responses.map((each) => ({ ...each, drill: 'bank-down' }));
    expect(causeOfFail(failing(), { remarks, responses: inWindow })).toBe('');
    expect(causeOfFail(failing({ drill: 'bank-down' }), { remarks, responses: inWindow })).toContain('(700 ');
    expect(causeOfFail(failing({ drill: 'bank-down' }), seen)).toBe('');
  });

  it('is none if failures are the smaller part of what was bad', () => {
    const cell = { ...CELL, ...inBurst, figure: 0.8 };
    expect(causeOfFail({ objective: { kind: 'response-time', drill: null }, cell }, seen)).toBe('');
  });

  it('is marked in the list of all causes', () => {
    expect(causesIn(seen, [failing()])).toEqual([
      { step: 'home.view', cause: 'HTTP 500', count: 900 },
      { step: STEP, cause: 'HTTP 403, "CSRF token missing"', count: 700, explains: true },
    ]);
  });
});

/** 700 of 12,000 answers were bad. */
const CELL: Cell = {
  ...{ phase: null, step: null, region: null },
  ...{ state: 'fail', required: true, figure: 1 - 700 / 12_000, lower: null, upper: null, n: 12_000 },
  ...{ sample: null, reason: '' },
};
