import { describe, expect, it } from 'vitest';
import type { Objective, Plan } from '../../scenarios/campaigns/plan.ts';
import type { ServerAnswer } from '../evidence/observations.ts';
import { checkPlan } from '../plan/check.ts';
import { judge } from '../verdict/judge.ts';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';

type Promql = Extract<Objective, { kind: 'promql' }>;
const QUEUE: Promql = {
  kind: 'promql',
  id: 'queue',
  source: 'a test',
  query: 'max(queue_length)',
  window: { phase: 'burst' },
  bound: { max: 100 },
};
const FROM = 110;
const UNTIL = 120;

/** One sample a second over the window's ten seconds, both ends included. */
const answered = (values: readonly (string | null)[], more: Partial<ServerAnswer> = {}): ServerAnswer => ({
  id: 'queue',
  query: QUEUE.query,
  fromSeconds: FROM,
  untilSeconds: UNTIL,
  stepSeconds: 1,
  samples: values.flatMap((value, i) => (value === null ? [] : [{ atSeconds: FROM + i, value }])),
  missing: null,
  ...more,
});
const GOOD = Array.from({ length: UNTIL - FROM + 1 }, (_, i) => String(i));
const withAt = (i: number, value: string | null) => GOOD.map((each, at) => (at === i ? value : each));

function verdictOn(
  answer: ServerAnswer | null,
  more: Partial<Promql> = {},
  events: readonly 'clock-jumped'[] = [],
) {
  const plan: Partial<Plan> = {
    objectives: [...OBJECTIVES, { ...QUEUE, ...more }],
    prometheus: { url: 'http://127.0.0.1:9090' },
  };
  const serverAnswers = answer === null ? [] : [answer];
  const verdict = judge(rehearsal({ plan, events, observations: { serverAnswers } }));
  return { verdict, result: verdict.objectives.find(({ id }) => id === 'queue')! };
}
const cellOn = (...args: Parameters<typeof verdictOn>) => verdictOn(...args).result.cells[0]!;

describe('a figure of the target’s own', () => {
  it('passes when every sample is within its bound, and the worst is the figure', () => {
    const { verdict, result } = verdictOn(answered(GOOD));
    expect(result).toMatchObject({ unit: 'number', targetMin: null, targetMax: 100, state: 'pass' });
    expect(result.cells).toMatchObject([{ phase: 'burst', figure: 10, n: 11, required: true }]);
    expect(result.cells[0]!.reason).toBe('10 at worst, 10 s into the window, limit 100');
    expect(verdict.outcome).toBe('pass');
  });

  it('fails, and the run with it, for one sample beyond its bound', () => {
    const { verdict, result } = verdictOn(answered(withAt(4, '100.5')));
    expect(result.cells[0]).toMatchObject({
      state: 'fail',
      figure: 100.5,
      reason: '100.5 4 s into the window, limit 100, and 1 of 11 samples are out of bounds',
    });
    expect([verdict.outcome, verdict.exitCode]).toEqual(['fail', 99]);
    expect(verdict.decidedBy).toEqual(['queue · burst']);
  });

  it('has a bound that is itself allowed', () => {
    expect(cellOn(answered(withAt(4, '100')))).toMatchObject({ state: 'pass', figure: 100 });
    expect(cellOn(answered(withAt(4, '100.0000001')))).toMatchObject({ state: 'fail' });
  });

  it('may have to be at least so much', () => {
    expect(cellOn(answered(GOOD), { bound: { min: 0 } })).toMatchObject({ state: 'pass', figure: 0 });
    expect(cellOn(answered(GOOD), { bound: { min: 1 } })).toMatchObject({
      state: 'fail',
      figure: 0,
      reason: '0 0 s into the window, at least 1 wanted, and 1 of 11 samples are out of bounds',
    });
  });

  it('that was asked once, over the window, is one sample', () => {
    const once = answered([], { stepSeconds: null, samples: [{ atSeconds: UNTIL, value: '99' }] });
    expect(cellOn(once)).toMatchObject({ state: 'pass', n: 1, reason: '99, limit 100' });
    expect(cellOn({ ...once, samples: [{ atSeconds: UNTIL, value: '101' }] })).toMatchObject({
      state: 'fail',
    });
  });

  it('says nothing of the plan’s load if that load was not valid', () => {
    expect(cellOn(answered(withAt(4, '101')), {}, ['clock-jumped'])).toMatchObject({ state: 'not-judged' });
  });
});

describe('is not proven, and never passed,', () => {
  it.each([
    { given: 'when nobody asked', answer: null, says: 'Prometheus was not asked' },
    { given: 'without data', answer: answered([]), says: 'no data for the window' },
    {
      given: 'after an error answer',
      answer: answered([], { missing: 'Prometheus refused “x”: execution: too many samples' }),
      says: 'execution: too many samples',
    },
    {
      given: 'for NaN',
      answer: answered(withAt(3, 'NaN')),
      says: '1 of 11 samples is no number: NaN 3 s into',
    },
    { given: 'for infinity', answer: answered(withAt(3, '+Inf')), says: 'no number: +Inf 3 s into' },
    {
      given: 'for nothing but NaN',
      answer: answered(GOOD.map(() => 'NaN')),
      says: '11 of 11 samples are no number',
    },
    {
      given: 'for a sample that is no text of a number',
      answer: answered(withAt(0, '')),
      says: 'is no number',
    },
    {
      given: 'with a hole',
      answer: answered(withAt(5, null)),
      says: 'no sample for 2 s, from 4 s into the window',
    },
    {
      given: 'when it begins too late',
      answer: answered(GOOD.map((value, i) => (i < 3 ? null : value))),
      says: 'of the window’s 10 s, no sample in its first 3 s',
    },
    {
      given: 'when it ends too early',
      answer: answered(GOOD.map((value, i) => (i > 7 ? null : value))),
      says: 'no sample in its last 3 s',
    },
    {
      given: 'when both edges together are too much',
      answer: answered(GOOD.map((value, i) => (i < 1 || i > 9 ? null : value))),
      says: 'no sample in its first 1 s and its last 1 s',
    },
  ])('$given', ({ answer, says }) => {
    const { verdict, result } = verdictOn(answer);
    expect(result.cells).toMatchObject([{ state: 'not-proven', required: true }]);
    expect(result.cells[0]!.reason).toContain(says);
    expect([verdict.outcome, verdict.exitCode]).toEqual(['inconclusive', 90]);
  });

  it('but a sample beyond the bound fails, whatever else is missing', () => {
    const holey = withAt(5, null).map((value, i) => (i === 1 ? 'NaN' : i === 9 ? '101' : value));
    expect(cellOn(answered(holey))).toMatchObject({ state: 'fail', figure: 101 });
  });
});

it('a second at an edge may be missing, and the reason says so', () => {
  const reason = '10 at worst, 10 s into the window, limit 100; no sample in its first 1 s';
  expect(cellOn(answered(withAt(0, null)))).toMatchObject({ state: 'pass', reason });
  // Three steps of 3 s end a second before the window does: nothing is missing.
  const stepped = [0, 3, 6, 9].map((at) => ({ atSeconds: FROM + at, value: '1' }));
  expect(cellOn(answered([], { stepSeconds: 3, samples: stepped })).reason).toBe(
    '1 at worst, 0 s into the window, limit 100',
  );
});

it('one that is informative need not be proven, but still fails', () => {
  const informative = { informative: true };
  expect(verdictOn(answered([]), informative).verdict.outcome).toBe('pass');
  expect(verdictOn(answered(withAt(4, '101')), informative).verdict.outcome).toBe('fail');
});

describe('a plan that asks the user’s own Prometheus', () => {
  const asking = (objective: object, prometheus: unknown = { url: 'https://prometheus.example' }) =>
    withValue(
      withValue(examplePlan, ['objectives'], [...examplePlan.objectives, objective]),
      ['prometheus'],
      prometheus,
    );
  const mistakesOf = (plan: unknown) => planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes ?? [];
  const at = (key: string) => `objectives[${examplePlan.objectives.length}]${key}`;

  it.each([{ phase: 'burst' }, 'whole', 'after-herd'])('may ask for the window %j', (window) => {
    expect(mistakesOf(asking({ ...QUEUE, window }))).toEqual([]);
  });

  it('must say where it is', () => {
    expect(mistakesOf(withValue(asking(QUEUE), ['prometheus'], undefined))).toMatchObject([
      { path: at('.kind'), problem: 'asks your Prometheus, but the plan names none' },
    ]);
  });

  it.each([
    { field: 'window', value: { phase: 'brust' }, path: at('.window.phase'), hint: 'burst' },
    { field: 'window', value: 'all', path: at('.window'), hint: 'whole' },
    { field: 'query', value: '  ', path: at('.query'), hint: 'PromQL' },
    { field: 'bound', value: { max: 1, min: 0 }, path: at('.bound.min'), hint: 'max' },
    { field: 'bound', value: {}, path: at('.bound.max'), hint: 'number' },
    { field: 'requires', value: [{ step: 'home.view' }], path: at('.requires[0]'), hint: 'as it is' },
    { field: 'unit', value: 'MB', path: at('.unit'), hint: 'number' },
  ])('is told what is wrong with $field $value', ({ field, value, path, hint }) => {
    expect(mistakesOf(asking({ ...QUEUE, [field]: value }))).toMatchObject([
      { path, hint: expect.stringContaining(hint) },
    ]);
  });

  it('needs a herd for the time after it', () => {
    const calm = withValue(
      asking({ ...QUEUE, window: 'after-herd' }),
      ['phases'],
      examplePlan.phases.slice(0, 1),
    );
    const objectives = (calm as Plan).objectives.filter(
      ({ kind }) => kind === 'promql' || kind === 'response-time',
    );
    const mistakes = mistakesOf(
      withValue(calm, ['objectives'], [{ ...objectives[0], requires: [] }, objectives[1]]),
    );
    expect(mistakes).toMatchObject([
      { path: 'objectives[1].window', problem: 'needs a herd, but the plan has none' },
    ]);
  });

  it.each([
    { prometheus: { url: 'prometheus.example' }, path: 'prometheus.url', says: 'API’s base' },
    {
      prometheus: { url: 'https://me:secret@prometheus.example' },
      path: 'prometheus.url',
      says: 'no credentials',
    },
    { prometheus: { url: 'https://prometheus.example/?x=1' }, path: 'prometheus.url', says: 'no ?' },
    { prometheus: { url: 'ftp://prometheus.example' }, path: 'prometheus.url', says: 'API’s base' },
    {
      prometheus: { url: 'https://p.example', scrapeSeconds: 121 },
      path: 'prometheus.scrapeSeconds',
      says: 'at most',
    },
    {
      prometheus: { url: 'https://p.example', auth: { bearer: { env: 'eyJh.token' } } },
      path: 'prometheus.auth.bearer.env',
      says: 'never write the secret itself',
    },
    {
      prometheus: { url: 'https://p.example', auth: { bearer: 'PROM_TOKEN' } },
      path: 'prometheus.auth.bearer',
      says: 'object',
    },
  ])('is told what is wrong with $prometheus', ({ prometheus, path, says }) => {
    expect(mistakesOf(asking(QUEUE, prometheus))).toMatchObject([
      { path, hint: expect.stringContaining(says) },
    ]);
  });

  it.each([
    {
      clause: { failedShare: 0.5, overSeconds: 10, step: 'coupon.redeme' },
      path: 'abort[0].step',
      says: 'coupon.redeem',
    },
    { clause: { failedShare: 1, overSeconds: 10 }, path: 'abort[0].failedShare', says: 'below 1' },
    { clause: { failedShare: 0.5, overSeconds: 0 }, path: 'abort[0].overSeconds', says: 'at least 1' },
    { clause: { failedShare: 0.5, overSecond: 10 }, path: 'abort[0].overSecond', says: '"overSeconds"' },
    {
      clause: { promql: { query: 'up', bound: { min: 1 } }, everySeconds: 601 },
      path: 'abort[0].everySeconds',
      says: 'at most 600',
    },
  ])('is told what is wrong with the clause $clause', ({ clause, path, says }) => {
    const mistakes = mistakesOf(withValue(asking(QUEUE), ['abort'], [clause]));
    expect(mistakes).toContainEqual(expect.objectContaining({ path, hint: expect.stringContaining(says) }));
  });

  it('needs a Prometheus for a clause that asks one', () => {
    const clause = { promql: { query: 'up', bound: { min: 1 } }, everySeconds: 5 };
    expect(mistakesOf(withValue(examplePlan, ['abort'], [clause]))).toMatchObject([
      { path: 'abort[0].promql' },
    ]);
    expect(mistakesOf(withValue(examplePlan, ['abort'], []))).toEqual([]);
  });
});
