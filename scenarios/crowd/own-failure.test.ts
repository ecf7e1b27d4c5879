import { describe, expect, it } from 'vitest';
import { isOwnError, isOwnRejection } from './own-failure.ts';

/** As k6 2.2 was seen to say it, but for the systems' words that this machine does not have. */
const OWN = [
  'dial: unknown errno 24 error with msg `too many open files`',
  'dial: unknown errno 23 error with msg `too many open files in system`',
  'dial: unknown errno 99 error with msg `cannot assign requested address`',
  "dial: unknown errno 49 error with msg `can't assign requested address`",
  'dial: unknown errno 105 error with msg `no buffer space available`',
  'dial: unknown errno 12 error with msg `cannot allocate memory`',
  'lookup shop.test: dial udp 127.0.0.53:53: socket: too many open files',
  'invalid URL: parse "http://%zz": invalid URL escape "%zz"',
];
const THE_TARGETS = [
  'dial: connection refused',
  'dial: i/o timeout',
  'dial: unknown errno 113 error with msg `no route to host`',
  'dial: unknown errno 101 error with msg `network is unreachable`',
  'read: connection reset by peer',
  'write: broken pipe',
  'request timeout',
  'EOF',
  'unexpected EOF',
  'lookup: no such host',
  'malformed HTTP response "hello"',
  'malformed HTTP status code "1000"',
  'failed to parse Location header "http://%zz": parse "http://%zz": invalid URL escape "%zz"',
  "x509: certificate doesn't match hostname",
  '',
];

describe('a request without an answer', () => {
  it.each(OWN)('is the generator’s fault: %s', (error) => {
    expect(isOwnError(error)).toBe(true);
  });

  it.each(THE_TARGETS)('is the target’s fault: %s', (error) => {
    expect(isOwnError(error)).toBe(false);
  });
});

describe('a rejected request', () => {
  it.each([
    { given: 'unsupported response status: 101 Switching Protocols', want: false },
    { given: 'GoError: request rate limit: context deadline exceeded', want: true },
    { given: 'undefined', want: true },
  ])('with “$given” is the generator’s: $want', ({ given, want }) => {
    expect(isOwnRejection(given)).toBe(want);
  });
});
