/**
 * Why a request got no answer: the generator's own fault, or the target's? What says nothing is the target's, so that a dead one
 * is never excused. The words are those of k6 2.2 (lib/netext/httpext/error_codes.go), and in them the system's.
 */

/** Out of file descriptors (EMFILE, ENFILE), of ports (EADDRNOTAVAIL; macOS says "can't"), of buffers or memory; or no URL at all. */
const OWN_ERROR =
  /too many open files|assign requested address|no buffer space available|cannot allocate memory|^invalid URL: /;
/** k6 rejects a request that it cannot make, and one answer of a target's: 101. */
const TARGETS_REJECTION = 'unsupported response status';

/** @param error of a response without a status */
export const isOwnError = (error: string): boolean => OWN_ERROR.test(error);

/** @param reason of a request that was rejected */
export const isOwnRejection = (reason: string): boolean => !reason.includes(TARGETS_REJECTION);
