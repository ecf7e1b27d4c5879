/** Reads `--target URL` (for all regions) or `--target region=URL` (one for each region). */
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { canonicalHost } from './addresses.ts';

/** One region's target: well formed, but not admitted yet. */
export interface AskedTarget {
  readonly region: string;
  /** As typed, without credentials. */
  readonly text: string;
  /** Scheme, canonical host and port, nothing else. */
  readonly origin: URL;
  /** Without the brackets of IPv6. */
  readonly host: string;
}

/** @returns a target for each region whose text is well formed; the others are mistakes */
export function readTargets(
  texts: readonly string[],
  regions: readonly string[],
  mistakes: Mistake[],
): AskedTarget[] {
  const asked = texts.flatMap((typed) => {
    const [, region, url] = /^(?:([^=:/?#]*)=)?(.*)$/s.exec(typed)!;
    const text = withoutCredentials(typed);
    const tell = (problem: string, hint: string): void => {
      mistakes.push({ path: '--target', value: text, problem, hint });
    };
    if (region !== undefined && !regions.includes(region)) {
      tell(`names no region of the plan: ${region}`, didYouMean(region, regions));
    }
    const target = readOrigin(url!, tell);
    return [{ region, text, target }];
  });
  const tell = (value: string | undefined, problem: string): void => {
    const hint = `give one URL for all regions, or region=URL for each of ${regions.join(', ')}`;
    mistakes.push({ path: '--target', value, problem, hint });
  };
  const forAll = asked.find(({ region }) => region === undefined);
  if (forAll !== undefined && asked.length > 1)
    tell(forAll.text, 'is for all regions, but other targets are given too');
  return regions.flatMap((region) => {
    const own = asked.filter((one) => one.region === region);
    if (own.length > 1) tell(own[1]!.text, `is the second target of ${region}`);
    const one = own[0] ?? forAll;
    if (one === undefined) tell(undefined, `is missing for region ${region}`);
    return one?.target == null ? [] : [{ region, text: one.text, ...one.target }];
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

const withoutCredentials = (text: string): string => text.replace(/\/\/[^/?#]*@/, '//…@');
