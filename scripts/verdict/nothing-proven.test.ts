import { describe, expect, it } from 'vitest';
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import type { PopulationValue } from '../evidence/observations.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';

const asksForNothing = OBJECTIVES.map((each): Objective => ({ ...each, informative: true, requires: [] }));
const healthy = rehearsal().observations;
const none = <T extends { readonly count: number }>(counts: readonly T[]): readonly T[] =>
  counts.map((each) => ({ ...each, count: 0 }));
const noValues = (values: readonly PopulationValue[]): readonly PopulationValue[] =>
  values.map((each) => ({ ...each, value: 0 }));
/** Nothing was counted, and the audit had nothing to look up. */
const NOTHING: NonNullable<Story['observations']> = {
  intended: none(healthy.intended),
  responses: none(healthy.responses),
  unsent: none(healthy.unsent),
  answers: none(healthy.answers),
  sessions: none(healthy.sessions),
  cutOff: none(healthy.cutOff),
  guarded: none(healthy.guarded),
  intendedByPopulation: noValues(healthy.intendedByPopulation),
  distinctShoppers: noValues(healthy.distinctShoppers),
  audit: { ...healthy.audit, acknowledged: 0, answersRead: 0 },
};

describe('a run that proves nothing', () => {
  it('cannot pass, even if its plan requires nothing and every count is 0', () => {
    const verdict = judge(rehearsal({ plan: { objectives: asksForNothing }, observations: NOTHING }));
    expect(verdict).toMatchObject({ outcome: 'inconclusive', loadValid: false, exitCode: 90 });
    const broken = verdict.validity.filter(({ state }) => state === 'broken').map(({ id }) => id);
    expect(broken).toContain('achieved-load');
  });

  it('cannot pass on facts and full counts alone, though the load was valid', () => {
    const facts = OBJECTIVES.filter(({ kind }) => ['lost-orders', 'oversold', 'refused'].includes(kind));
    const verdict = judge(rehearsal({ plan: { objectives: facts } }));
    expect(verdict).toMatchObject({ outcome: 'inconclusive', loadValid: true });
    expect(verdict.headline).toBe('no share of requests is proven, so there is nothing to pass');
    expect(verdict.decidedBy).toEqual(['no share proven']);
  });

  it.each(['honest-refused', 'bots-stopped'])('cannot pass on %s, which watches no answers', (kind) => {
    const objectives = OBJECTIVES.filter((each) => ['refused', kind].includes(each.kind));
    const verdict = judge(rehearsal({ plan: { objectives } }));
    expect(verdict.objectives.find((each) => each.kind === kind)!.state).toBe('pass');
    expect(verdict).toMatchObject({ outcome: 'inconclusive', decidedBy: ['no share proven'] });
  });

  it('proves nothing by books without an order in them', () => {
    const audit = { ...healthy.audit, acknowledged: 0, answersRead: healthy.audit.answersRead };
    const verdict = judge(rehearsal({ observations: { audit } }));
    for (const id of ['lost', 'oversold', 'books-in-order'])
      expect(verdict.objectives.find((each) => each.id === id)!.cells[0]).toMatchObject({
        state: 'not-proven',
        reason: 'no order was acknowledged, so the books prove nothing',
      });
    expect(verdict.outcome).toBe('inconclusive');
  });

  it('still fails for what the books show, even if no order was acknowledged', () => {
    const audit = { ...healthy.audit, acknowledged: 0, oversoldPieces: 1 };
    expect(judge(rehearsal({ observations: { audit } })).outcome).toBe('fail');
  });
});
