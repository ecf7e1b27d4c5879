/**
 * Where a request goes. A shop may answer with whole URLs, and its next steps may follow them; but only to hosts that admission has
 * checked. Everything else is refused here: an answer must not be able to send the load elsewhere.
 */

/** Scheme, host and port as they are written; whatever else stands before the path makes it another origin. */
const ORIGIN = /^https?:\/\/[^/?#]+/i;

/**
 * @param base of the step's own host, without a slash at its end
 * @param admitted the bases of all hosts of the run
 * @returns null if it leads to a host that was not admitted, or nowhere
 */
export function urlOf(path: string, base: string, admitted: readonly string[]): string | null {
  if (path.charCodeAt(0) === SLASH) return base + path;
  const [origin] = ORIGIN.exec(path) ?? [];
  if (origin === undefined) return null;
  return admitted.includes(origin.toLowerCase()) ? path : null;
}

const SLASH = '/'.charCodeAt(0);
