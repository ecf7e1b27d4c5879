/**
 * Which endpoint may be asked for the audit. It is sent the ids of the run's orders, and perhaps a token, so it passes the gates of a
 * target (admission.ts) but the environment check: loopback, a host that the plan allows, or the target's own host.
 */
import type { Plan, RunSettings } from '../../scenarios/campaigns/plan.ts';
import type { Flaw } from '../mistakes/plan-error.ts';
import { canonicalHost, refusal } from './addresses.ts';
import { addressesOf, type Resolve } from './admission.ts';
import { checkedAddress } from './pinned-request.ts';

export interface AdmittedAudit {
  readonly url: URL;
  /** Checked, without brackets. One of them answers. */
  readonly addresses: readonly string[];
}

/** @param run where the run's targets are, and at which addresses they were checked */
export async function admitAudit(
  text: string,
  {
    allow,
    run,
    resolve,
  }: {
    readonly allow: Plan['allow'];
    readonly run: Pick<RunSettings, 'targets' | 'hosts'>;
    readonly resolve: Resolve;
  },
): Promise<AdmittedAudit | Flaw> {
  const read = readAuditUrl(text);
  if ('problem' in read) return read;
  const { url, host } = read;
  const own = addressOfTarget(host, run);
  if (own !== null) {
    // It was admitted once. A folder may come from somebody else, so what is never loaded is refused again.
    const entry = { host, addresses: [`${own}/${own.includes(':') ? 128 : 32}`] };
    return refusal(host, [own], [entry]) ?? { url, addresses: [own] };
  }
  const addresses = await addressesOf(host, resolve);
  if ('problem' in addresses) return addresses;
  return refusal(host, addresses, allow) ?? { url, addresses };
}

/** What can be said of it without asking anybody. */
export function readAuditUrl(text: string): { readonly url: URL; readonly host: string } | Flaw {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null)
    return {
      problem: 'is not an http or https URL',
      hint: 'write https://host/path, or a command for the shell',
    };
  if (url.username !== '' || url.password !== '')
    return {
      problem: 'carries credentials',
      hint: 'leave them out, and set CARNIVAL_AUDIT_TOKEN: it is sent as a bearer token',
    };
  if (url.hash !== '') return { problem: 'has a part behind #', hint: 'leave it out: it is never sent' };
  const host = canonicalHost(url.hostname);
  if (host === null)
    return { problem: 'has no host name that can be checked', hint: 'use letters, digits, dots and hyphens' };
  url.hostname = host.includes(':') ? `[${host}]` : host;
  return { url, host };
}

/** Where the run's own target of that name was checked; null if none has it. */
function addressOfTarget(
  host: string,
  { targets, hosts }: Pick<RunSettings, 'targets' | 'hosts'>,
): string | null {
  for (const target of Object.values(targets)) {
    const origin = URL.canParse(target) ? new URL(target) : null;
    if (origin !== null && canonicalHost(origin.hostname) === host) return checkedAddress(origin, hosts);
  }
  return null;
}
