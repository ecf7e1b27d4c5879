/**
 * Decides whether a request without a response is the generator's fault or the target's, by where in k6 2.2 the error arose:
 * its code (lib/netext/httpext/error_codes.go). Unclear errors are the target's, so that a dead target is never excused. Words
 * count only under codes whose whole text comes from k6, Go and the operating system: a target can quote any words.
 */

/** k6 did not send: a bad URL, an address or a name that its own options block, or a certificate that it does not trust. */
const OWN_CODES: readonly number[] = [1020, 1110, 1111, 1310, 1311];
/** k6's words for a URL that is none. The path of a user's step may come from an answer, so there it is the target's fault. */
const BAD_URL = 'invalid URL: ';
export const isBadUrl = (said: string): boolean => said.includes(BAD_URL);
/** Looking up a name, a socket's error that k6 does not know, and one while it connects. */
const SYSTEM_CODES: readonly number[] = [1100, 1200, 1213];
/** No file descriptors (EMFILE, ENFILE), ports (EADDRNOTAVAIL; macOS says "can't"), buffers or memory. Quoted under code 1213. */
const OUT_OF_RESOURCES =
  /(?:too many open files(?: in system)?|assign requested address|no buffer space available|cannot allocate memory)`?$/;
/** Also for what the target sent, with k6's own words in front: only crypto/x509 begins like this, before anything is sent. */
const UNKNOWN_CODE = 1000;
const CERTIFICATE = 'x509: ';

/** k6 rejects requests that it cannot make. It also rejects one response of the target, status 101, with this text. */
const TARGETS_REJECTION = 'unsupported response status';

/** @param code and error: of a response without a status */
export const isOwnError = (code: number, error: string): boolean =>
  OWN_CODES.includes(code) ||
  (SYSTEM_CODES.includes(code) && OUT_OF_RESOURCES.test(error)) ||
  (code === UNKNOWN_CODE && error.startsWith(CERTIFICATE));

/** k6's and Go's words while a WebSocket connects. There is no code, so the words must begin where no target can have put them. */
const OWN_CONNECT_ERRORS = [
  /^dial tcp .*(?:too many open files(?: in system)?|assign requested address|no buffer space available|cannot allocate memory)$/,
  /^(?:tls: failed to verify certificate: )?x509: /,
  /^(?:IP|hostname) \(.*\) is in a (?:blacklisted range|blocked pattern) /,
];

/** @param error why a WebSocket did not open */
export const isOwnConnectError = (error: string): boolean =>
  OWN_CONNECT_ERRORS.some((each) => each.test(error));

/** @param reason why k6 rejected the request */
export const isOwnRejection = (reason: string): boolean => !reason.includes(TARGETS_REJECTION);
