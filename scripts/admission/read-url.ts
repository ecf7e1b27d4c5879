/** What can be said of an endpoint's URL without asking anybody. */
import type { Flaw } from '../mistakes/plan-error.ts';
import { canonicalHost } from './addresses.ts';

export interface ReadUrl {
  readonly url: URL;
  /** Canonical, without the brackets of IPv6. */
  readonly host: string;
}

/** @param hints what to write, and where credentials belong */
export function readUrl(
  text: string,
  hints: { readonly form: string; readonly credentials: string },
): ReadUrl | Flaw {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null) return { problem: 'is not an http or https URL', hint: hints.form };
  if (url.username !== '' || url.password !== '')
    return { problem: 'carries credentials', hint: hints.credentials };
  if (url.hash !== '') return { problem: 'has a part behind #', hint: 'leave it out: it is never sent' };
  const host = canonicalHost(url.hostname);
  if (host === null)
    return { problem: 'has no host name that can be checked', hint: 'use letters, digits, dots and hyphens' };
  url.hostname = host.includes(':') ? `[${host}]` : host;
  return { url, host };
}
