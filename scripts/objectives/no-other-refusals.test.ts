import { describe, expect, it } from 'vitest';
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import { drillOf } from '../../scenarios/testing/drill.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { AnswerCount } from '../evidence/observations.ts';
import { judge } from '../verdict/judge.ts';
import { judgeObjectives } from '../verdict/objectives.ts';
import { drilled } from '../workshop/testing/drilled.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';

const AT = { phase: 'burst', step: 'order.create' } as const;
const isThere = ({ phase, step }: AnswerCount) => phase === AT.phase && step === AT.step;
const steps = { [`${AT.phase} · ${AT.step}`]: { refused: 1 } };
/** A run in which one order was refused. */
const refused = rehearsal({ steps }).observations;
const cellAfter = (answers: readonly AnswerCount[], story: Story = { steps }) => {
  return cellIn(rehearsal({ ...story, observations: { answers } }));
};
const cellIn = (evidence: Evidence) => {
  const { cells } = judgeObjectives(evidence, true).find(({ kind }) => kind === 'no-other-refusals')!;
  return cells.find(({ phase, step }) => phase === AT.phase && step === AT.step);
};

describe('a refusal at a step that may refuse nothing', () => {
  it('fails its cell when an honest shopper got it', () => {
    const cell = cellAfter(refused.answers);
    expect(cell).toMatchObject({ state: 'fail', n: 12_000 });
    expect(cell!.reason).toMatch(/ \(1\) refused, but this step may refuse nothing to honest shoppers$/);
    expect(judge(rehearsal({ steps })).outcome).toBe('fail');
  });

  it('harms no shopper when a bot got it, and is no part of the share', () => {
    const byBots = refused.answers.map((each) =>
      isThere(each) && each.outcome === 'refused' ? { ...each, population: 'bots' } : each,
    );
    expect(cellAfter(byBots)).toMatchObject({ state: 'pass', figure: 0, n: 11_999 });
  });

  it('is required to be known: it is not proven when nobody counted who got it', () => {
    const uncounted = refused.answers.filter((each) => !isThere(each) || each.outcome !== 'refused');
    expect(cellAfter(uncounted)).toMatchObject({
      state: 'not-proven',
      required: true,
      reason: '1 request refused, and nobody counted whose',
    });
  });
});

describe('refusals in a drill that allows them', () => {
  const drill = drillOf({
    where: { step: AT.step },
    expect: [
      { kind: 'refused', id: 'sheds', source: 'test', step: AT.step, exact: null } as unknown as Objective,
    ],
  });
  const stateWith = (answers: readonly AnswerCount[], inDrill: number) => {
    const evidence = rehearsal({
      steps: { [`${AT.phase} · ${AT.step}`]: { refused: 4 } },
      observations: { answers },
    });
    const all = drilled(evidence, drill, { step: AT.step, answers: { refused: inDrill } });
    return cellIn(all);
  };
  const four = rehearsal({ steps: { [`${AT.phase} · ${AT.step}`]: { refused: 4 } } }).observations.answers;
  const isRefusal = (each: AnswerCount): boolean => isThere(each) && each.outcome === 'refused';
  const refusal = { ...four.find(isRefusal)!, count: 2 };
  const twoByBots = [...four.filter((each) => !isRefusal(each)), refusal, { ...refusal, population: 'bots' }];

  it('are no others', () => {
    expect(stateWith(four, 4)).toMatchObject({ state: 'pass' });
    expect(stateWith(four, 3)).toMatchObject({ state: 'fail' });
  });

  it('are not proven to be none where those in the drill may have been bots', () => {
    expect(stateWith(twoByBots, 2)).toMatchObject({ state: 'not-proven', required: true });
    expect(stateWith(twoByBots, 4)).toMatchObject({ state: 'pass' });
    expect(stateWith(twoByBots, 1)).toMatchObject({ state: 'fail' });
  });
});

describe('a step that may refuse nothing', () => {
  const healthy = rehearsal();
  const answersBy = (population: string) =>
    healthy.observations.answers.map((each) => (isThere(each) ? { ...each, population } : each));

  it('is not proven without answers by population', () => {
    const nobody = { ...healthy, observations: { ...healthy.observations, answers: [] } };
    const cells = judgeObjectives(nobody, true).find(({ kind }) => kind === 'no-other-refusals')!.cells;
    expect(new Set(cells.map(({ state }) => state))).toEqual(new Set(['not-proven']));
  });

  it('has no cell where only bots got answers', () => {
    expect(cellAfter(answersBy('bots'), {})).toBeUndefined();
  });
});
