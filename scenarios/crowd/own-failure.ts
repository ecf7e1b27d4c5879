/**
 * Decides whether a request without a response is the generator's fault or the target's. Unclear errors are the target's, so
 * that a dead target is never excused. The texts are those of k6 2.2 (lib/netext/httpext/error_codes.go) and, inside them, of
 * the operating system.
 */

/** No file descriptors left (EMFILE, ENFILE), no ports (EADDRNOTAVAIL; macOS says "can't"), no buffers or memory, or a bad URL. */
const OWN_ERROR =
  /too many open files|assign requested address|no buffer space available|cannot allocate memory|^invalid URL: /;
/** k6 rejects requests that it cannot make. It also rejects one response of the target, status 101, with this text. */
const TARGETS_REJECTION = 'unsupported response status';

/** @param error the error of a response without a status */
export const isOwnError = (error: string): boolean => OWN_ERROR.test(error);

/** @param reason why k6 rejected the request */
export const isOwnRejection = (reason: string): boolean => !reason.includes(TARGETS_REJECTION);
