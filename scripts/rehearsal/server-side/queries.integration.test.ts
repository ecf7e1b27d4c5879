/** Objectives about the target's own figures, against a real Prometheus that asks for credentials. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Objective, Plan } from '../../../scenarios/campaigns/plan.ts';
import { PlanError } from '../../mistakes/plan-error.ts';
import { judge } from '../../verdict/judge.ts';
import type { Written } from '../../workshop/testing/remote-write.ts';
import { PLAN } from '../../workshop/testing/small-plan.ts';
import { rehearsal } from '../../workshop/testing/small-rehearsal.ts';
import { startUsersPrometheus, type UsersPrometheus } from '../../workshop/testing/their-prometheus.ts';
import { askObjectives } from './ask-objectives.ts';
import { tryQueries } from './try-queries.ts';

type Promql = Extract<Objective, { kind: 'promql' }>;
const OBJECTIVE = { kind: 'promql', id: 'own', source: 'a test', window: { phase: 'burst' } } as const;
const nobody = async (): Promise<never> => {
  throw new Error('no name is looked up');
};

let theirs: UsersPrometheus;
beforeAll(async () => {
  theirs = await startUsersPrometheus();
  await writeHistory();
});
afterAll(() => theirs.stop());

const planOf = (objectives: readonly Promql[], more: Partial<Plan> = {}): Plan => ({
  ...PLAN,
  objectives: [...PLAN.objectives, ...objectives],
  prometheus: theirs.planned,
  ...more,
});
const tried = (plan: Plan, env: NodeJS.ProcessEnv = process.env) =>
  tryQueries(plan, { resolve: nobody, env });
const mistakesOf = async (plan: Plan, env?: NodeJS.ProcessEnv) => {
  const error = await tried(plan, env).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PlanError);
  return (error as PlanError).mistakes;
};

/** The small plan's run ended a while ago: 320 s from its zero to its end. */
const ZERO_MS = Date.now() - 400_000;
const ENDED_MS = ZERO_MS + 330_000;
const NOW_MS = ZERO_MS + 400_000;
/** The burst of the small plan: from 102 s to 202 s or so. */
const DIP_SECOND = 150;

/** Two pods; a queue that is 50 long, but for one sample; errors; something that ends; something that is divided by nothing. */
async function writeHistory(): Promise<void> {
  const at = (name: string, second: number, value: number, labels: object = {}): Written => ({
    labels: { __name__: name, ...labels },
    value,
    atMs: ZERO_MS + second * 1000,
  });
  const STALE = Number.NaN;
  for (let second = 0; second <= (NOW_MS - ZERO_MS) / 1000; second += 5)
    await theirs.write([
      at('queue_length', second, second === DIP_SECOND ? 90 : 50, { pod: 'a' }),
      at('queue_length', second, 20, { pod: 'b' }),
      at('errors_total', second, second < 110 ? 0 : 7),
      at('none_total', second, 0),
      at('not_a_number', second, STALE),
    ]);
}

async function cellOf(
  more: Pick<Promql, 'query' | 'bound'> & Partial<Promql>,
  signal = new AbortController().signal,
) {
  const plan = planOf([{ ...OBJECTIVE, ...more }]);
  const { theirs: prometheus } = await tried(plan);
  const answers = await askObjectives({
    plan,
    theirs: prometheus,
    zeroAtMs: ZERO_MS,
    endedAtMs: ENDED_MS,
    signal,
  });
  const { objectives } = judge(rehearsal({ plan, observations: { serverAnswers: answers } }));
  return objectives.find(({ id }) => id === 'own')!.cells[0]!;
}

describe('an objective of the target’s own', () => {
  it('passes within its bound, from samples of the whole window', async () => {
    const cell = await cellOf({ query: 'max(queue_length)', bound: { max: 90 } });
    expect(cell).toMatchObject({ state: 'pass', figure: 90, n: 101, phase: 'burst' });
  });

  it('fails for the one scrape that is beyond it', async () => {
    const cell = await cellOf({ query: 'max(queue_length)', bound: { max: 89 } });
    expect(cell).toMatchObject({ state: 'fail', figure: 90 });
    expect(cell.reason).toContain('and 5 of 101 samples are out of bounds');
  });

  it('is asked about its own window only', async () => {
    const cell = await cellOf({
      query: 'max(queue_length)',
      window: { phase: 'warm-up' },
      bound: { max: 89 },
    });
    expect(cell).toMatchObject({ state: 'pass', figure: 50 });
    expect(
      await cellOf({ query: 'max(queue_length)', window: 'after-herd', bound: { max: 89 } }),
    ).toMatchObject({
      state: 'pass',
    });
    expect(await cellOf({ query: 'max(queue_length)', window: 'whole', bound: { max: 89 } })).toMatchObject({
      state: 'fail',
    });
  });

  it('looks back over the window by itself where it says so', async () => {
    const cell = await cellOf({ query: 'max_over_time(queue_length{pod="a"}[$window])', bound: { max: 90 } });
    expect(cell).toMatchObject({ state: 'pass', figure: 90, n: 1 });
    const errors = await cellOf({ query: 'increase(errors_total[$window])', bound: { max: 0 } });
    expect(errors).toMatchObject({ state: 'fail', n: 1 });
    const later = await cellOf({
      query: 'increase(errors_total[$window])',
      window: { phase: 'flash-sale' },
      bound: { max: 0 },
    });
    expect(later).toMatchObject({ state: 'pass', figure: 0 });
  });

  it.each([
    { given: 'a metric that nobody has', query: 'max(queue_lenght)', says: 'no data' },
    {
      given: 'a division by nothing',
      query: 'sum(rate(none_total[20s])) / sum(rate(none_total[20s]))',
      says: 'NaN',
    },
    { given: 'NaN', query: 'max(not_a_number)', says: 'no number: NaN' },
    {
      given: 'what was there only now and then',
      query: 'max(queue_length) > 80',
      says: 'of the window’s 100 s',
    },
  ])('is not proven by $given', async ({ query, says }) => {
    const cell = await cellOf({ query, bound: { max: 1e9 } });
    expect(cell.state).toBe('not-proven');
    expect(cell.reason).toContain(says);
  });

  it('is not proven, with the reason, when the run was told to end', async () => {
    const cell = await cellOf(
      { query: 'max(queue_length)', bound: { max: 90 } },
      AbortSignal.abort(new Error('SIGINT came')),
    );
    expect(cell).toMatchObject({ state: 'not-proven', reason: 'Prometheus was not asked: SIGINT came' });
  });
});

describe('a mistake is told before any load, in Prometheus’s own words:', () => {
  const asking = (query: string) => planOf([{ ...OBJECTIVE, query, bound: { max: 1 } }]);
  it.each([
    { given: 'a typo', query: 'max(queue_length', says: 'parse error' },
    { given: 'a function that is none', query: 'maxx(queue_length)', says: 'unknown function' },
    { given: 'a variable of Grafana’s', query: 'rate(errors_total[$__rate_interval])', says: 'parse error' },
    { given: 'a range', query: 'queue_length[1m]', says: 'range vector' },
    { given: 'a range over the window', query: 'errors_total[$window]', says: 'is a range of samples' },
    {
      given: 'several series',
      query: 'queue_length',
      says: 'gives 2 series, and one is needed: queue_length{pod="a"}',
    },
  ])('$given', async ({ query, says }) => {
    const [mistake, ...others] = await mistakesOf(asking(query));
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ path: `objectives[${PLAN.objectives.length}].query`, value: query });
    expect(mistake!.problem).toContain(says);
  });

  it('every query at once, those of abort clauses too', async () => {
    const abort = [{ promql: { query: 'up(', bound: { min: 1 } }, everySeconds: 5 }];
    const mistakes = await mistakesOf({ ...asking('max('), abort });
    expect(mistakes.map(({ path }) => path)).toEqual([
      `objectives[${PLAN.objectives.length}].query`,
      'abort[0].promql.query',
    ]);
  });

  it('a password that is wrong, or missing', async () => {
    const wrong = { ...process.env, THEIR_PASSWORD: 'a guess' };
    const [mistake] = await mistakesOf(asking('max(queue_length)'), wrong);
    expect(mistake).toMatchObject({ path: 'prometheus.url', hint: expect.stringContaining('variables') });
    expect(mistake!.problem).toContain('refuses these credentials (401)');
    expect(await mistakesOf(asking('max(queue_length)'), {})).toHaveLength(2);
  });

  it('an address where nobody listens', async () => {
    const url = 'http://127.0.0.1:1';
    const [mistake] = await mistakesOf({
      ...asking('max(queue_length)'),
      prometheus: { ...theirs.planned, url },
    });
    expect(mistake).toMatchObject({ path: 'prometheus.url', value: url });
    expect(mistake!.problem).toContain('ECONNREFUSED');
  });

  it('what finds nothing yet is only noted', async () => {
    const { notes } = await tried(asking('max(orders_stuck)'));
    expect(notes).toEqual([expect.stringContaining('“max(orders_stuck)” finds nothing yet')]);
  });
});
