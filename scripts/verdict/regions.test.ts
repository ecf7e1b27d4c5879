/** What happened in one region alone, and what was the generator's own: the counts of a healthy rehearsal, changed and judged again. */
import { describe, expect, it } from 'vitest';
import type { RequiredCell } from '../../scenarios/campaigns/plan.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ResponseCount } from '../evidence/observations.ts';
import { named } from '../workshop/testing/cell-names.ts';
import { evenSeconds } from '../workshop/testing/even-seconds.ts';
import { answersOf } from '../workshop/testing/small-counts.ts';
import { OBJECTIVES, PHASE_SECONDS } from '../workshop/testing/small-plan.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';
import { judgeObjectives } from './objectives.ts';

type Change = (response: ResponseCount) => readonly ResponseCount[];

function changed(change: Change, story: Story = {}): Evidence {
  const evidence = rehearsal(story);
  const { observations, plan } = evidence;
  const responses = observations.responses.flatMap(change);
  const dispersion = evenSeconds(plan, { ...observations, responses }, PHASE_SECONDS);
  const answers = answersOf(responses);
  return { ...evidence, observations: { ...observations, responses, answers, dispersion } };
}

/** In `region`, this share of a step's good answers becomes something else. */
const some =
  (region: string, step: string | null, share: number, became: Partial<ResponseCount>): Change =>
  (response) => {
    const isMeant =
      response.region === region &&
      (step === null || response.step === step) &&
      response.outcome === 'ok' &&
      response.within === 'true';
    if (!isMeant) return [response];
    const moved = Math.round(response.count * share);
    return [
      { ...response, count: response.count - moved },
      { ...response, ...became, count: moved },
    ];
  };
const strict: Story = {
  plan: {
    objectives: OBJECTIVES.map((each) =>
      each.kind === 'response-time' ? { ...each, targetShare: 0.96 } : each,
    ),
  },
};

describe('a region that is worse than the others', () => {
  it('fails the run when it is late, though all regions together are in time', () => {
    const verdict = judge(changed(some('south', null, 0.05, { within: 'false' }), strict));
    expect(verdict.objectives[0]!.cells[0]!.state).toBe('pass');
    expect(verdict.outcome).toBe('fail');
    expect(named(verdict, 'fail')).toContain('response · south');
    expect(named(verdict, 'fail').filter((name) => name.includes('east'))).toEqual([]);
    expect(verdict.headline).toMatch(/^response · burst · [a-z.]+ · south failed: /);
  });

  it('fails the run when its redemptions fail', () => {
    const verdict = judge(changed(some('south', 'coupon.redeem', 0.006, { outcome: 'failed' })));
    expect(named(verdict, 'fail')).toContain('coupons · coupon.redeem · south');
  });

  it.each([
    { requires: { region: 'south' }, want: 'not-proven' },
    { requires: { region: 'east' }, want: 'pass' },
    { requires: { phase: 'burst', region: 'south' }, want: 'not-proven' },
  ] satisfies { requires: RequiredCell; want: string }[])(
    'is $want when the plan requires $requires and south has too few samples',
    ({ requires, want }) => {
      const objectives = OBJECTIVES.map((each) =>
        each.id === 'coupons' ? { ...each, requires: [requires] } : each,
      );
      const few: Change = (response) =>
        response.region === 'south' && response.step === 'coupon.redeem'
          ? [{ ...response, count: Math.round(response.count / 50) }]
          : [response];
      const evidence = changed(few, { plan: { objectives } });
      const coupons = judgeObjectives(evidence, true).find(({ id }) => id === 'coupons')!;
      expect(coupons.state).toBe(want);
    },
  );

  it('is no cell of its own where the plan has one region', () => {
    const regions = [{ name: 'east', share: 1 }];
    const { objectives } = judge(rehearsal({ plan: { regions } }));
    expect(objectives.flatMap(({ cells }) => cells).filter(({ region }) => region !== null)).toEqual([]);
  });
});

describe('what was late or failed only because of the generator', () => {
  const ofFlash = (became: Partial<ResponseCount>): Change => some('east', 'home.view', 0.035, became);

  it('is in no share, and the cell and the verdict say how much it was', () => {
    const verdict = judge(changed(ofFlash({ within: 'own' }), strict));
    const [whole] = verdict.objectives[0]!.cells;
    expect(verdict.outcome).toBe('pass');
    expect(whole).toMatchObject({ figure: 1, n: 56_200 - 525, sample: { own: 525 } });
    expect(verdict.notes).toContain(
      '525 answers came late or failed only because of the generator: left out of every share, neither good nor bad',
    );
  });

  it('would have failed a cell if it had been the target’s', () => {
    const verdict = judge(
      changed(ofFlash({ within: 'false' }), {
        plan: {
          objectives: OBJECTIVES.map((each) =>
            each.kind === 'response-time' ? { ...each, targetShare: 0.99 } : each,
          ),
        },
      }),
    );
    expect(named(verdict, 'fail')).toContain('response · burst · home.view · east');
  });

  it('proves nothing either: what is left must be enough', () => {
    const all: Change = (response) =>
      response.step === 'coupon.redeem' ? [{ ...response, within: 'own' }] : [response];
    const coupons = judge(changed(all)).objectives.find(({ id }) => id === 'coupons')!;
    expect(coupons.cells[0]).toMatchObject({ state: 'not-proven', n: 0, sample: { own: 13_600 } });
  });

  it('leaves a refusal what it is: a full count', () => {
    const refused: Change = some('east', 'home.view', 0.001, { outcome: 'refused', within: 'own' });
    expect(named(judge(changed(refused)), 'fail')).toContain('no-other-refusals · burst · home.view');
  });
});
