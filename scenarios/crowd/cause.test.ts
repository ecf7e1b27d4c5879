import { describe, expect, it } from 'vitest';
import { json } from '../shop/takings.ts';
import { causeOf } from './cause.ts';

const lacking = (...names: readonly string[]) => ({
  reason: null,
  missing: names.map((name, index) => ({ name, index, taking: json(name) })),
});
const said = (reason: string | null) => ({ reason, missing: [] });

describe('the cause of an answer that is not ok', () => {
  it.each([
    { given: 'its status', of: causeOf(503, undefined, undefined), text: 'HTTP 503', isReason: false },
    {
      given: 'its status, if a reader gave no reason',
      of: causeOf(406, undefined, said(null)),
      text: 'HTTP 406',
      isReason: false,
    },
    {
      given: 'that there is none',
      of: causeOf(0, undefined, said(null)),
      text: 'no answer',
      isReason: false,
    },
    {
      given: 'what the network said',
      of: causeOf(0, undefined, said('x509: unknown authority')),
      text: 'x509: unknown authority',
      isReason: true,
    },
    {
      given: 'the reason of a reader',
      of: causeOf(200, undefined, said('EXPIRED')),
      text: 'EXPIRED',
      isReason: true,
    },
    {
      given: 'the first that was missing',
      of: causeOf(200, undefined, lacking('order', 'total')),
      text: 'order was not in the answer (HTTP 200)',
      isReason: true,
    },
    {
      given: 'the generator',
      of: causeOf(0, 'own', said('too many open files')),
      text: 'the generator itself: too many open files',
      isReason: true,
    },
    {
      given: 'the generator without words',
      of: causeOf(0, 'own', undefined),
      text: 'the generator itself: it could not send',
      isReason: true,
    },
    {
      given: 'the status of a degraded one',
      of: causeOf(202, 'degraded', undefined),
      text: 'HTTP 202',
      isReason: false,
    },
  ])('is $given', ({ of, text, isReason }) => {
    expect(of).toEqual({ text, isReason });
  });
});
