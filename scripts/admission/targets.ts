/** Reads `--target URL` (for all regions), `--target region=URL` (one for each region) and `--target host=URL` (for each host that the shop names). */
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { canonicalHost } from './addresses.ts';
import { withoutCredentials } from './without-credentials.ts';

/** The target of one region, or of one host that the shop names: well formed, but not admitted yet. */
export interface AskedTarget {
  /** Of the region or of the host. */
  readonly name: string;
  readonly isNamedHost: boolean;
  /** As typed, without credentials. */
  readonly text: string;
  /** Scheme, canonical host and port, nothing else. */
  readonly origin: URL;
  /** Without the brackets of IPv6. */
  readonly host: string;
}

/**
 * @param hosts that the shop names besides itself. No region has the name of one
 * @returns a target for each region and each host whose text is well formed; the others are mistakes
 */
export function readTargets(
  texts: readonly string[],
  regions: readonly string[],
  mistakes: Mistake[],
  hosts: readonly string[] = [],
): AskedTarget[] {
  const names = [...regions, ...hosts];
  const asked = texts.flatMap((typed) => {
    const [, name, url] = /^(?:([^=:/?#]*)=)?(.*)$/s.exec(typed)!;
    const text = withoutCredentials(typed);
    const tell = (problem: string, hint: string): void => {
      mistakes.push({ path: '--target', value: text, problem, hint });
    };
    if (name !== undefined && !names.includes(name)) {
      const unknown =
        hosts.length === 0 ? 'no region of the plan' : 'no region of the plan, and no host of the shop';
      tell(`names ${unknown}: ${name}`, didYouMean(name, names));
    }
    const target = readOrigin(url!, tell);
    return [{ name, text, target }];
  });
  const tell = (value: string | undefined, problem: string): void => {
    const ofHosts = hosts.length === 0 ? '' : `, and host=URL for each of ${hosts.join(', ')}`;
    const hint = `give one URL for all regions, or region=URL for each of ${regions.join(', ')}${ofHosts}`;
    mistakes.push({ path: '--target', value, problem, hint });
  };
  const forAll = asked.find(({ name }) => name === undefined);
  const forRegions = asked.filter(({ name }) => name === undefined || !hosts.includes(name));
  if (forAll !== undefined && forRegions.length > 1)
    tell(forAll.text, 'is for all regions, but other targets are given too');
  return names.flatMap((name, i) => {
    const isNamedHost = i >= regions.length;
    const own = asked.filter((one) => one.name === name);
    if (own.length > 1) tell(own[1]!.text, `is the second target of ${name}`);
    const one = own[0] ?? (isNamedHost ? undefined : forAll);
    if (one === undefined) tell(undefined, `is missing for ${isNamedHost ? 'the host' : 'region'} ${name}`);
    return one?.target == null ? [] : [{ name, isNamedHost, text: one.text, ...one.target }];
  });
}

function readOrigin(
  text: string,
  tell: (problem: string, hint: string) => void,
): Pick<AskedTarget, 'origin' | 'host'> | null {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null) {
    tell('is not an http or https URL', 'write http://host:port or https://host');
    return null;
  }
  const host = canonicalHost(url.hostname);
  if (host === null) {
    tell(
      'has a host name that cannot be pinned',
      'use letters, digits, dots and hyphens: k6 can pin no other host name',
    );
    return null;
  }
  const hasCredentials = url.username !== '' || url.password !== '';
  if (hasCredentials) tell('carries credentials', 'leave them out: they would end up in logs and reports');
  const hasMore = url.pathname !== '/' || url.search !== '' || url.hash !== '';
  if (hasMore) tell('has more than scheme, host and port', `write ${url.protocol}//${url.host}`);
  if (hasCredentials || hasMore) return null;
  url.hostname = host.includes(':') ? `[${host}]` : host;
  return { origin: url, host };
}
