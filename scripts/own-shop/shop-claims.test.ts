/** Headers that are not the shop's to say, and what only a compiler would have told. */
import { expect, it } from 'vitest';
import { defineShop } from '../../scenarios/shop/define-shop.ts';
import { get, type StepSpec } from '../../scenarios/shop/requests.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { shopMistakes } from './shop-checks.ts';

const mistakesOf = ({ steps = {}, ...spec }: { readonly steps?: Readonly<Record<string, StepSpec>> }) =>
  shopMistakes(
    defineShop({
      name: 'small',
      behaviours: { looker: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: {} } } } },
      ...spec,
      steps: { home: get('/'), ...steps },
    }),
  );
const steps = (its: Readonly<Record<string, StepSpec>>) => ({ steps: its });

const SLIPS: readonly (Mistake & { readonly spec: object })[] = [
  {
    spec: { headers: { host: 'production.example.com' } },
    path: 'headers.host',
    value: undefined,
    problem: 'is not the shop’s to say',
    hint: 'leave it out; for another host see hosts: [ … ]',
  },
  {
    spec: steps({ other: get('/', { headers: { Host: () => 'production.example.com' } }) }),
    path: 'steps.other.headers.Host',
    value: undefined,
    problem: 'is not the shop’s to say',
    hint: 'leave it out; for another host see hosts: [ … ]',
  },
  {
    spec: { headers: { 'X Key': 'a' } },
    path: 'headers',
    value: 'X Key',
    problem: 'is not the name of a header',
    hint: 'use letters, digits and -, such as "X-Api-Key"',
  },
  {
    spec: steps({ other: get('/', { outcome: 'ok' as never }) }),
    path: 'steps.other.outcome',
    value: 'ok',
    problem: 'is not a function',
    hint: "write: ({ status }) => (status === 406 ? 'failed' : 'ok')",
  },
  {
    spec: steps({ other: get('/', { promises: { kind: 'ordr' as never, id: () => '1' } }) }),
    path: 'steps.other.promises.kind',
    value: 'ordr',
    problem: 'is nothing that can be promised',
    hint: 'order, payment or redemption',
  },
];

it.each(SLIPS)('$path $problem', ({ spec, ...mistake }) => {
  expect(mistakesOf(spec)).toEqual([mistake]);
});

it('other headers are the shop’s, whatever their case', () => {
  const headers = { accept: 'text/html', 'X-Forwarded-Host': 'a', Authorization: 'Bearer x' };
  expect(mistakesOf({ headers, ...steps({ other: get('/', { headers }) }) } as object)).toEqual([]);
});
