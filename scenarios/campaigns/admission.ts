/**
 * The proof that a run's targets are the ones that admission checked: a digest over all that decides who gets the load. Carnival writes
 * it into the run, and k6 makes it again. It catches a target that was edited by hand, and a run that nobody admitted. It is no
 * secret: whoever can run this code can make one.
 */
import type { RunSettings } from './plan.ts';

/** What the digest is over. */
export type UnsignedRun = Pick<RunSettings, 'id' | 'targets' | 'namedHosts' | 'hosts' | 'zeroAtMs'>;
/** SHA-256 in hexadecimal digits: Node and k6 have each their own. */
export type Sha256 = (text: string) => string;

/** A host's addresses may belong to somebody else tomorrow. */
const ADMISSION_HOURS_MAX = 24;
const MS_PER_HOUR = 3_600_000;
/** 127.0.0.0/8 and ::1, as a URL's host is spelled. */
const LOOPBACK = /^https?:\/\/(127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
/** An origin whose host is an address, which no name can move. */
const ADDRESS = /^https?:\/\/(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])(:\d+)?$/;

const sorted = (record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

export const admissionDigest = (
  { id, targets, namedHosts = {}, hosts, zeroAtMs }: UnsignedRun,
  sha256: Sha256,
): string => sha256(JSON.stringify([id, zeroAtMs, sorted(targets), sorted(namedHosts), sorted(hosts)]));

/**
 * Why nobody may be loaded by this run; null if its targets may.
 * @param isLoopbackOnly for what was admitted without a plan: then nothing else is loaded, whatever is written
 */
export function admissionFlaw(
  run: RunSettings,
  given: { readonly sha256: Sha256; readonly nowMs: number; readonly isLoopbackOnly: boolean },
): string | null {
  // It may come from a file that anybody has written.
  const {
    id,
    targets,
    namedHosts = {},
    hosts,
    zeroAtMs,
    admission,
  } = (run as RunSettings | null) ?? ({} as RunSettings);
  const isWhole = [targets, namedHosts, hosts].every(isTexts);
  if (typeof id !== 'string' || typeof zeroAtMs !== 'number' || !isWhole)
    return 'it is not what Carnival writes';
  if (admission === undefined) return 'its targets were not admitted';
  if (admission !== admissionDigest(run, given.sha256))
    return 'it was changed after its targets were admitted';
  if (!(given.nowMs - zeroAtMs < ADMISSION_HOURS_MAX * MS_PER_HOUR))
    return `its targets were admitted over ${ADMISSION_HOURS_MAX} hours ago`;
  for (const url of [...Object.values(targets), ...Object.values(namedHosts)]) {
    if (given.isLoopbackOnly && !LOOPBACK.test(url)) return `its target ${url} is not an address of loopback`;
    if (!ADDRESS.test(url) && hosts[pinOf(url)] === undefined)
      return `no address of its target ${url} was checked`;
  }
  return null;
}

const isTexts = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((text) => typeof text === 'string');

/** The key of a target in `hosts`. k6 has no URL class. */
function pinOf(url: string): string {
  const [scheme, host = ''] = url.split('://');
  if (/:\d+$/.test(host)) return host;
  return `${host}:${scheme === 'https' ? 443 : 80}`;
}
