/**
 * Where a request goes. A shop may answer with whole URLs, and its next steps may follow them; but only to hosts that admission has
 * checked. Everything else is refused here: an answer must not be able to send the load elsewhere, and a staging may link to its
 * production.
 */

/** Scheme, host and port as they are written; whatever else stands before the path makes it another origin. */
const ORIGIN = /^(https?):\/\/([^/?#]+)/i;
const USUAL_PORT: Readonly<Record<string, string>> = { http: ':80', https: ':443' };
const SLASH = '/'.charCodeAt(0);

/** In small letters, without the usual port; empty if the text is no URL. */
export function originOf(url: string): string {
  const match = ORIGIN.exec(url);
  if (match === null) return '';
  const scheme = match[1]!.toLowerCase();
  const host = match[2]!.toLowerCase();
  const usual = USUAL_PORT[scheme]!;
  return `${scheme}://${host.endsWith(usual) ? host.slice(0, -usual.length) : host}`;
}

/**
 * @param base of the step's own host, without a slash at its end
 * @param admitted `originOf` of all hosts of the run
 * @returns null if it leads to a host that was not admitted, or nowhere
 */
export function urlOf(path: string, base: string, admitted: readonly string[]): string | null {
  if (path.charCodeAt(0) === SLASH) return base + path;
  const origin = originOf(path);
  return origin !== '' && admitted.includes(origin) ? path : null;
}

/** Of a connection that stays: its scheme may be written as ws or wss, and the hosts are those of http and https. */
export const connectionUrlOf = (path: string, base: string, admitted: readonly string[]): string | null =>
  urlOf(path.replace(/^ws/i, 'http'), base, admitted);

/** Why a path has no URL, in words. */
export function leadsElsewhere(path: string): string {
  if (path === '') return 'the path is empty';
  const origin = originOf(path);
  if (origin === '') return 'the path begins without / and is no URL';
  return `leads to ${origin}, which is not a host of this run: name it in the shop's hosts, and with --target`;
}
