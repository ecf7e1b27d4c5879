import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import { junit } from '../outputs/junit.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { lags, phaseSeen, rehearsal, type Story, starved } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';

describe('an interrupted run', () => {
  const cut = (story: Story = {}): Evidence =>
    rehearsal({
      ...story,
      observations: {
        generator: { ...rehearsal().observations.generator, exitCode: 105 },
        phases: [{ ...phaseSeen('warm-up'), vusFinished: 0 }],
        ...story.observations,
      },
      events: ['interrupted', ...(story.events ?? [])],
    });

  it('exits 130, and is no pass even if nothing failed', () => {
    const verdict = judge(cut());
    expect(verdict).toMatchObject({
      outcome: 'inconclusive',
      interrupted: true,
      exitCode: 130,
      loadValid: true,
    });
    expect(verdict.headline).toMatch(/^interrupted; so far: /);
  });

  it('is no pass even if everything that the plan requires was proven', () => {
    const objectives = OBJECTIVES.filter(({ kind }) => kind === 'response-time');
    expect(
      judge(rehearsal({ plan: { objectives, phases: rehearsal().plan.phases.slice(0, 2) } })).outcome,
    ).toBe('pass');
    const story: Story = {
      plan: { objectives, phases: rehearsal().plan.phases.slice(0, 2) },
      events: ['interrupted'],
    };
    expect(judge(rehearsal(story))).toMatchObject({
      outcome: 'inconclusive',
      exitCode: 130,
      decidedBy: ['interrupted'],
    });
  });

  it('still fails for what it saw', () => {
    const verdict = judge(cut({ steps: { 'warm-up · home.view': (intended) => ({ failed: intended }) } }));
    expect(verdict).toMatchObject({ outcome: 'fail', exitCode: 130 });
  });

  it('does not blame the generator for an end that was asked for', () => {
    const { validity } = judge(cut());
    const notChecked = validity.filter(({ state }) => state === 'not-checked').map(({ id }) => id);
    expect(notChecked).toEqual([
      'generator-ended',
      'vus-finished',
      'achieved-load',
      'region-shares',
      'later-steps',
      'crowd-held',
      'conservation',
    ]);
    expect(validity.find(({ id }) => id === 'vus-finished')!.reason).toBe('not checked: interrupted');
  });

  it('is inconclusive about its shares when ticks came late', () => {
    const verdict = judge(cut({ observations: { phases: [starved('warm-up')] } }));
    expect(verdict).toMatchObject({ outcome: 'inconclusive', loadValid: false, exitCode: 130 });
  });

  it('finds no fault with a phase that had only just begun', () => {
    const justBegun = {
      ...phaseSeen('burst'),
      tickLag: lags(0),
      sendLag: { generator: lags(0), slot: lags(0) },
    };
    expect(judge(cut({ observations: { phases: [phaseSeen('warm-up'), justBegun] } })).loadValid).toBe(true);
  });

  it('does not judge a census that was cut short', () => {
    const verdict = judge(cut({ steps: { 'flash-sale · flash.take': { intended: 10, refused: 0 } } }));
    expect(verdict.objectives.find(({ id }) => id === 'sold-out')!.state).toBe('not-proven');
  });
});

describe('a run whose load a clause of the plan ended', () => {
  const WHY = '60 of the 100 answers of the last 10 s failed';
  const ended = (story: Story = {}, others: Evidence['observations']['events'] = []): Evidence =>
    rehearsal({
      ...story,
      observations: {
        generator: { ...rehearsal().observations.generator, exitCode: 105 },
        phases: [{ ...phaseSeen('warm-up'), vusFinished: 0 }],
        events: [{ atMs: 0, kind: 'aborted', reason: WHY }, ...others],
        ...story.observations,
      },
    });
  const FAILING: Story = { steps: { 'warm-up · home.view': (intended) => ({ failed: intended }) } };

  it('is no pass even if nothing failed, and has no code of an interrupt', () => {
    expect(judge(ended())).toMatchObject({
      outcome: 'inconclusive',
      interrupted: false,
      aborted: WHY,
      exitCode: 90,
      loadValid: true,
    });
    expect(judge(ended()).headline).toMatch(`aborted, because ${WHY}; so far: `);
    expect(judge(rehearsal()).aborted).toBe(null);
  });

  it('is no pass even if everything that the plan requires was proven', () => {
    const objectives = OBJECTIVES.filter(({ kind }) => kind === 'response-time');
    const events = [{ atMs: 0, kind: 'aborted', reason: WHY }] as const;
    const plan = { objectives, phases: rehearsal().plan.phases.slice(0, 2) };
    expect(judge(rehearsal({ plan })).exitCode).toBe(0);
    expect(judge(rehearsal({ plan, observations: { events } }))).toMatchObject({
      outcome: 'inconclusive',
      exitCode: 90,
      decidedBy: ['aborted'],
    });
  });

  it('fails for what it saw', () => {
    expect(judge(ended(FAILING))).toMatchObject({ outcome: 'fail', exitCode: 99, aborted: WHY });
  });

  it('that was interrupted too is an interrupted one', () => {
    const interrupted = { atMs: 1, kind: 'interrupted', reason: 'SIGINT' } as const;
    expect(judge(ended(FAILING, [interrupted]))).toMatchObject({
      interrupted: true,
      aborted: WHY,
      exitCode: 130,
    });
  });

  it('does not blame the generator for an end that was asked for', () => {
    const { validity } = judge(ended());
    expect(validity.filter(({ state }) => state === 'broken')).toEqual([]);
    expect(validity.find(({ id }) => id === 'generator-ended')).toMatchObject({
      state: 'not-checked',
      reason: 'not checked: aborted',
    });
  });

  it('is an error in JUnit, so that it never looks like a finished one', () => {
    expect(junit.print(judge(ended()))).toContain('name="carried-out"');
    expect(junit.print(judge(rehearsal()))).not.toContain('name="carried-out"');
  });
});
