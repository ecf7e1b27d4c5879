import { describe, expect, it } from 'vitest';
import { isBadUrl, isOwnConnectError, isOwnError, isOwnRejection } from './own-failure.ts';

/** As k6 2.2 was seen to say it, but for the systems' words that this machine does not have. */
const OWN: readonly (readonly [code: number, error: string])[] = [
  [1213, 'dial: unknown errno 24 error with msg `too many open files`'],
  [1213, 'dial: unknown errno 23 error with msg `too many open files in system`'],
  [1213, 'dial: unknown errno 99 error with msg `cannot assign requested address`'],
  [1213, "dial: unknown errno 49 error with msg `can't assign requested address`"],
  [1213, 'dial: unknown errno 105 error with msg `no buffer space available`'],
  [1213, 'dial: unknown errno 12 error with msg `cannot allocate memory`'],
  [1200, 'write tcp 127.0.0.1:40000->127.0.0.1:7101: write: no buffer space available'],
  [1100, 'lookup shop.test: dial udp 127.0.0.53:53: socket: too many open files'],
  [1020, 'invalid URL: parse "http://%zz": invalid URL escape "%zz"'],
  [1110, 'ip is blacklisted'],
  [1111, 'hostname is blocked'],
  [1310, 'x509: unknown authority'],
  [1311, "x509: certificate doesn't match hostname"],
  [1000, 'x509: certificate has expired or is not yet valid: current time 2026-11-26 is after 2021-01-01'],
];
const THE_TARGETS: typeof OWN = [
  [1212, 'dial: connection refused'],
  [1211, 'dial: i/o timeout'],
  [1213, 'dial: unknown errno 113 error with msg `no route to host`'],
  [1213, 'dial: unknown errno 101 error with msg `network is unreachable`'],
  [1220, 'read: connection reset by peer'],
  [1201, 'write: broken pipe'],
  [1050, 'request timeout'],
  [1000, 'EOF'],
  [1000, 'unexpected EOF'],
  [1101, 'lookup: no such host'],
  [1301, 'tls: first record does not look like a TLS handshake'],
  [1000, 'malformed HTTP response "hello"'],
  [1000, 'malformed HTTP status code "1000"'],
  [1000, 'failed to parse Location header "http://%zz": parse "http://%zz": invalid URL escape "%zz"'],
  [0, ''],
];
/** What the target sends, it may have chosen to be excused. */
const QUOTED: typeof OWN = [
  [1000, 'malformed MIME header: missing colon: "cannot allocate memory"'],
  [1000, 'malformed HTTP response "dial: unknown errno 24 error with msg `too many open files`"'],
  [1000, 'failed to parse Location header "http://%zz/x509: unknown authority"'],
  [1000, 'malformed MIME header line: too many open files'],
];

it('a bad URL is told apart, because an answer may have given it', () => {
  expect(OWN.filter(([, error]) => isBadUrl(error)).map(([code]) => code)).toEqual([1020]);
  expect(isBadUrl('GoError: invalid URL: parse "/\\n"')).toBe(true);
});

describe('a request without an answer', () => {
  it.each(OWN)('is the generator’s fault: %i, %s', (code, error) => {
    expect(isOwnError(code, error)).toBe(true);
  });

  it.each([...THE_TARGETS, ...QUOTED])('is the target’s fault: %i, %s', (code, error) => {
    expect(isOwnError(code, error)).toBe(false);
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

describe('a WebSocket that did not open', () => {
  it.each([
    { error: 'dial tcp 127.0.0.1:80: socket: too many open files', want: true },
    { error: 'dial tcp 127.0.0.1:80: connect: cannot assign requested address', want: true },
    { error: 'tls: failed to verify certificate: x509: certificate signed by unknown authority', want: true },
    { error: 'IP (10.0.0.1) is in a blacklisted range (10.0.0.0/8)', want: true },
    { error: 'dial tcp 127.0.0.1:80: connect: connection refused', want: false },
    { error: 'websocket: bad handshake', want: false },
    { error: 'malformed HTTP response "dial tcp: too many open files"', want: false },
    { error: 'malformed HTTP version "x509: "', want: false },
    { error: '', want: false },
  ])('with “$error” is the generator’s: $want', ({ error, want }) => {
    expect(isOwnConnectError(error)).toBe(want);
  });
});
