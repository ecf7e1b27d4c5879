import { describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { SessionCount } from '../evidence/observations.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';
import { checkValidity } from './validity.ts';

const healthy = rehearsal().observations;
const brokenIn = (
  sessions: readonly SessionCount[],
  plan: Partial<Plan> = {},
): readonly { id: string; phase: string | null; population: string | null; reason: string }[] =>
  checkValidity(rehearsal({ plan, observations: { sessions } })).flatMap(
    ({ id, phase, population, state, reason }) =>
      state === 'broken' && (id === 'achieved-load' || id === 'region-shares')
        ? [{ id, phase, population, reason }]
        : [],
  );
const changed = (
  isMeant: (session: SessionCount) => boolean,
  change: (count: number) => number,
): readonly SessionCount[] =>
  healthy.sessions.map((each) => (isMeant(each) ? { ...each, count: change(each.count) } : each));

describe('the sessions of a phase', () => {
  const ofBuyers = ({ phase, population }: SessionCount): boolean =>
    phase === 'burst' && population === 'buyers';

  it('are as many as were forecast, of every population', () => {
    expect(brokenIn(healthy.sessions)).toEqual([]);
  });

  it.each([-1, 1])(
    'break the load when there is %d of them too many in one region, and say where',
    (more) => {
      const sessions = changed(
        (each) => ofBuyers(each) && each.region === 'south',
        (count) => count + more,
      );
      const [found, ...others] = brokenIn(sessions);
      expect(found).toMatchObject({ id: 'achieved-load', phase: 'burst', population: 'buyers' });
      expect(found!.reason).toBe(
        `${more < 0 ? '5,999' : '6,001'} sessions of buyers began at coupon.redeem in south, forecast 6,000`,
      );
      expect(others).toEqual([]);
    },
  );

  it('break the load when a region has none', () => {
    const found = brokenIn(healthy.sessions.filter((each) => each.region !== 'south'));
    expect(found.map(({ id }) => id)).toContain('achieved-load');
    expect(found[0]!.reason).toBe('0 sessions of browsers began at home.view in south, forecast 1,500');
  });

  it('break the load when they begin at a step that the plan does not have', () => {
    const stray = { ...healthy.sessions[0]!, step: 'order.create', count: 1 };
    expect(brokenIn([...healthy.sessions, stray])).toMatchObject([
      { reason: '1 sessions of browsers began at order.create in east, forecast 0' },
    ]);
  });

  it('leave those out that follow another session: a slow target lowers their number', () => {
    const later = healthy.sessions.map((each) => ({ ...each, cause: 'succession' as const, count: 7 }));
    expect(brokenIn([...healthy.sessions, ...later])).toEqual([]);
  });

  it('of a crowd that grows may differ by chance, because it follows its curve tick by tick', () => {
    const phases = rehearsal().plan.phases.map((phase) => ({
      ...phase,
      populations: phase.populations.map((population) =>
        population.kind === 'held'
          ? { ...population, shoppers: [...population.shoppers, { atMinute: 100, value: 9000 }] }
          : population,
      ),
    }));
    const ofBrowsers = ({ phase, population, region }: SessionCount): boolean =>
      phase === 'burst' && population === 'browsers' && region === 'east';
    const fewer = (by: number) =>
      brokenIn(
        changed(ofBrowsers, (count) => count - by),
        { phases },
      );
    // Four standard deviations of 1,500 are 155.
    expect(fewer(150)).toEqual([]);
    expect(fewer(160)).toMatchObject([{ id: 'achieved-load', phase: 'burst', population: 'browsers' }]);
  });
});

it('sessions of a population with a name of JavaScript itself are counted like any other', () => {
  const named = 'constructor';
  const rename = <T extends { readonly population: string }>(each: T): T =>
    each.population === 'buyers' ? { ...each, population: named } : each;
  const evidence = rehearsal();
  const { plan, forecast, observations } = evidence;
  const verdict = judge({
    ...evidence,
    plan: {
      ...plan,
      phases: plan.phases.map((phase) => ({
        ...phase,
        populations: phase.populations.map((each) =>
          each.name === 'buyers' ? { ...each, name: named } : each,
        ),
      })),
    },
    forecast: {
      ...forecast,
      phases: forecast.phases.map((phase) => ({
        ...phase,
        populations: phase.populations.map(rename),
        firstSteps: phase.firstSteps.map(rename),
      })),
    },
    observations: {
      ...observations,
      answers: observations.answers.map(rename),
      sessions: observations.sessions.map(rename),
      cutOff: observations.cutOff.map(rename),
      guarded: observations.guarded.map(rename),
    },
  });
  expect(verdict.validity.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(verdict.outcome).toBe('pass');
});

describe("a region's share of the sessions", () => {
  it('is compared with the plan, even if the forecast has it wrong in the same way', () => {
    const evidence = rehearsal();
    const regions = [
      { name: 'east', share: 0.55 },
      { name: 'south', share: 0.45 },
    ];
    const { validity } = judge({ ...evidence, plan: { ...evidence.plan, regions } });
    const shares = validity.filter(({ id }) => id === 'region-shares');
    expect(
      shares.find(({ phase, population }) => phase === 'burst' && population === 'buyers'),
    ).toMatchObject({
      state: 'broken',
      reason: expect.stringMatching(
        /^50 % of 12,000 sessions of buyers began in east, plan 55 % ± [\d.]+ % by chance$/,
      ),
    });
    expect(validity.filter(({ id }) => id === 'achieved-load').every(({ state }) => state === 'ok')).toBe(
      true,
    );
  });
});
