import { expect, it } from 'vitest';
import type { TriedRequest } from '../../scenarios/crowd/try-events.ts';
import { hintFor } from './hints.ts';

const failed = (
  changes: Partial<TriedRequest['exchange']>,
  { reason = 'HTTP', lacks = [] as readonly string[] } = {},
) => ({
  reason,
  lacks,
  exchange: {
    url: 'http://127.0.0.1/a',
    method: 'GET',
    status: 0,
    answerHeaders: {},
    answerBody: '',
    ...changes,
  },
});
const hint = (changes: Partial<TriedRequest['exchange']>, more = {}): string | null =>
  hintFor(failed(changes, more) as Parameters<typeof hintFor>[0]);

it.each([
  { given: 'a CSRF refusal', hints: hint({ status: 403, answerBody: 'CSRF Failed' }), says: 'X-CSRFToken' },
  { given: 'a 401', hints: hint({ status: 401 }), says: 'expired' },
  { given: 'a 404 without a last slash', hints: hint({ status: 404 }), says: 'its last slash' },
  { given: 'a redirect', hints: hint({ status: 301, answerHeaders: { Location: '/b/' } }), says: 'to /b/' },
  {
    given: 'nobody who listens',
    hints: hint({}, { reason: 'dial: connection refused' }),
    says: 'does the target run',
  },
  { given: 'a certificate', hints: hint({}, { reason: 'x509: unknown authority' }), says: '--ca' },
  { given: 'a time-out', hints: hint({}, { reason: 'request timeout' }), says: 'requestTimeoutMs' },
  {
    given: 'a page where JSON was to be',
    hints: hint({ status: 200, answerBody: '<html>' }, { reason: 'id was not in the answer (HTTP 200)' }),
    says: 'the body is no JSON',
  },
  {
    given: 'JSON without the value',
    hints: hint({ status: 200, answerBody: '{}' }, { reason: 'id was not in the answer (HTTP 200)' }),
    says: '--verbose',
  },
  { given: 'what nobody gave', hints: hint({ status: 404 }, { lacks: ['basket'] }), says: 'basket' },
])('$given has its hint', ({ hints, says }) => expect(hints).toContain(says));

it('a name that nothing gives has one that something does, whatever the session lacks besides', () => {
  const told = (known: readonly string[], of = 'kept') =>
    hintFor({ ...failed({}, { lacks: ['token'] }), unknown: { of, name: 'baskett', known } } as never);
  expect(told(['token', 'basket'])).toBe('did you mean "basket"?');
  expect(told([])).toBe('let an earlier step `take` it');
  expect(told([], 'account')).toContain("accounts: csv('accounts.csv'");
});

it('who sees the whole answer is not told how to see it', () => {
  const lacking = failed(
    { status: 200, answerBody: '{}' },
    { reason: 'id was not in the answer (HTTP 200)' },
  );
  expect(hintFor(lacking as Parameters<typeof hintFor>[0], true)).toBeNull();
});

it('a 500 speaks for itself', () => expect(hint({ status: 500 })).toBeNull());
