/**
 * Whether a whole URL may be requested. A step may take one from an answer, and an answer may name anybody: a staging that links to
 * its production, for example.
 */

const ORIGIN = /^(https?):\/\/([^/?#]+)/i;
const USUAL_PORT: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/** @param admitted base URLs of the run's targets and named hosts */
export function admittedUrls(admitted: readonly string[]): (url: string) => boolean {
  const origins = new Set(admitted.map(originOf));
  return (url) => origins.has(originOf(url));
}

export const notAdmitted = (url: string): string =>
  `${originOf(url) || url} is not a host of this run: name it in the shop's hosts, and with --target`;

/** Empty: it is no URL. Whatever else stands in front of the path makes it another origin. */
function originOf(url: string): string {
  const match = ORIGIN.exec(url);
  if (match === null) return '';
  const scheme = match[1]!.toLowerCase();
  const host = match[2]!.toLowerCase();
  const usual = USUAL_PORT[scheme]!;
  return `${scheme}://${host.endsWith(usual) ? host.slice(0, -usual.length) : host}`;
}
