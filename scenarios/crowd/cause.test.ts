import { describe, expect, it } from 'vitest';
import { causeOf } from './cause.ts';

describe('the cause of an answer that is not ok', () => {
  it.each([
    { given: 'its status', of: causeOf(503, undefined, null, undefined), text: 'HTTP 503', isReason: false },
    {
      given: 'its status, if a reader gave no reason',
      of: causeOf(406, undefined, null, undefined),
      text: 'HTTP 406',
      isReason: false,
    },
    {
      given: 'that there is none',
      of: causeOf(0, undefined, null, undefined),
      text: 'no answer',
      isReason: false,
    },
    {
      given: 'what the network said',
      of: causeOf(0, undefined, 'x509: unknown authority', undefined),
      text: 'x509: unknown authority',
      isReason: true,
    },
    {
      given: 'the reason of a reader',
      of: causeOf(200, undefined, 'EXPIRED', undefined),
      text: 'EXPIRED',
      isReason: true,
    },
    {
      given: 'what was missing',
      of: causeOf(200, undefined, null, 'order'),
      text: 'order was not in the answer (HTTP 200)',
      isReason: true,
    },
    {
      given: 'the generator',
      of: causeOf(0, 'own', 'too many open files', undefined),
      text: 'the generator itself: too many open files',
      isReason: true,
    },
    {
      given: 'the generator without words',
      of: causeOf(0, 'own', null, undefined),
      text: 'the generator itself: it could not send',
      isReason: true,
    },
    {
      given: 'the status of a degraded one',
      of: causeOf(202, 'degraded', null, undefined),
      text: 'HTTP 202',
      isReason: false,
    },
  ])('is $given', ({ of, text, isReason }) => {
    expect(of).toEqual({ text, isReason });
  });
});
