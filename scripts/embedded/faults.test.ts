/** One fault written in three places: the command line, a plan, and the shop's admin route. All three judge it alike. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../mock-services/testing/test-shop.ts';
import { FAULT_KINDS, FAULT_VALUE_MAX, FAULTS } from '../../scenarios/targets/mock-shop/faults.ts';
import { checkPlan } from '../plan/check.ts';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { parseFault } from './faults.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** As typed: a kind and, where it has one, its value. */
interface Written {
  readonly step: string;
  readonly kind: string;
  /** Left out on the command line; 0 in a plan and in the shop. */
  readonly value?: number;
}

/** What each of the three has against it; null: nothing. */
async function verdicts({ step, kind, value }: Written) {
  const typed = parseFault(`${step}:${kind}${value === undefined ? '' : `=${value}`}`, EXAMPLE_KNOWN);
  const fault = { step, kind, value: value ?? 0 };
  const plan = withValue(examplePlan, ['shop', 'faults'], [fault]);
  const inPlan = planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN));
  const answer = await shop.admin('PUT', '/admin/faults', { faults: [fault] });
  expect([200, 400]).toContain(answer.statusCode);
  return {
    commandLine: 'problem' in typed ? typed.problem : null,
    plan: inPlan === undefined ? null : inPlan.mistakes.map(({ problem }) => problem).join('; '),
    shop: answer.statusCode === 200 ? null : (answer.json().error.message as string),
  };
}

const NO_LATENCY = /is not a value for latency/;
const NO_ERROR = /is not a value for error/;
const NOT_REFUSING = /has no effect on .*: it needs a step that can refuse/;
const NOWHERE = /is not a step or a dependency/;

describe('command line, plan and shop', () => {
  it.each<{ given: Written; want: RegExp | null }>([
    { given: { step: 'home.view', kind: 'latency', value: 2000 }, want: null },
    { given: { step: 'home.view', kind: 'latency', value: 0.5 }, want: null },
    { given: { step: 'bank', kind: 'latency', value: FAULT_VALUE_MAX }, want: null },
    { given: { step: 'home.view', kind: 'latency', value: FAULT_VALUE_MAX + 1 }, want: NO_LATENCY },
    { given: { step: 'home.view', kind: 'latency', value: 0 }, want: NO_LATENCY },
    { given: { step: '*', kind: 'latency', value: 0 }, want: NO_LATENCY },
    { given: { step: 'bank', kind: 'latency', value: -1 }, want: NO_LATENCY },
    { given: { step: '*', kind: 'error', value: 1 }, want: null },
    { given: { step: 'coupon.redeem', kind: 'error', value: 200 }, want: null },
    { given: { step: 'coupon.redeem', kind: 'error', value: 0 }, want: NO_ERROR },
    { given: { step: 'coupon.redeem', kind: 'error', value: 1.5 }, want: NO_ERROR },
    { given: { step: 'coupon.redeem', kind: 'error', value: -1 }, want: NO_ERROR },
    { given: { step: 'bank', kind: 'error', value: FAULT_VALUE_MAX + 1 }, want: NO_ERROR },
    { given: { step: '*', kind: 'hang' }, want: null },
    { given: { step: 'courier-sf', kind: 'hang' }, want: null },
    { given: { step: '*', kind: 'sold-out' }, want: null },
    { given: { step: 'flash.take', kind: 'sold-out' }, want: null },
    { given: { step: 'home.view', kind: 'sold-out' }, want: NOT_REFUSING },
    { given: { step: 'bank', kind: 'sold-out' }, want: NOT_REFUSING },
    { given: { step: 'bank', kind: 'pool-exhausted', value: 2 }, want: null },
    { given: { step: 'home.view', kind: 'pool-exhausted', value: 2 }, want: /it needs a dependency/ },
    { given: { step: 'bank', kind: 'failed-share', value: 100 }, want: null },
    {
      given: { step: 'bank', kind: 'failed-share', value: 100.1 },
      want: /is not a value for failed-share/,
    },
    { given: { step: '*', kind: 'cut-off' }, want: null },
    { given: { step: 'bank', kind: 'cut-off' }, want: /it needs a step/ },
    { given: { step: 'home', kind: 'hang' }, want: NOWHERE },
    { given: { step: 'warehouse', kind: 'error', value: 1 }, want: NOWHERE },
  ])('say the same of $given.step:$given.kind=$given.value', async ({ given, want }) => {
    const said = want === null ? null : expect.stringMatching(want);
    expect(await verdicts(given)).toEqual({ commandLine: said, plan: said, shop: said });
  });

  it.each(FAULT_KINDS)('all know %s, with the value that its row gives as an example', async (kind) => {
    const example = FAULTS[kind].value?.example;
    const step = FAULTS[kind].needs?.what === 'a dependency' ? 'bank' : '*';
    const given = { step, kind, ...(example === undefined ? {} : { value: example }) };
    expect(await verdicts(given)).toEqual({ commandLine: null, plan: null, shop: null });
  });

  it.each(['explode', 'Hang', 'toString'])('all refuse the kind %s', async (kind) => {
    expect(await verdicts({ step: '*', kind })).toEqual({
      commandLine: `has an unknown kind: ${kind}`,
      plan: expect.stringMatching(/^is not one of "latency", "error"/),
      shop: expect.stringMatching(/one of the allowed values: latency, error/),
    });
  });

  it('differ in one thing: only the command line refuses a value for a kind that takes none', async () => {
    expect(await verdicts({ step: '*', kind: 'hang', value: 5 })).toEqual({
      commandLine: 'has a value, but hang takes none',
      plan: null,
      shop: null,
    });
  });
});
