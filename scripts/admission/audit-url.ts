/**
 * Which endpoint may be asked for the audit. It is sent the ids of the run's orders, and perhaps a token, so it passes the gates of a
 * target (admission.ts) but the environment check: loopback, a host that the plan allows, or the target's own host.
 */
import type { Plan, RunSettings } from '../../scenarios/campaigns/plan.ts';
import type { Flaw } from '../mistakes/plan-error.ts';
import { canonicalHost, refusal } from './addresses.ts';
import { addressesOf, type Resolve } from './admission.ts';
import { checkedAddress } from './pinned-request.ts';
import { type ReadUrl, readUrl } from './read-url.ts';

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

export const readAuditUrl = (text: string): ReadUrl | Flaw =>
  readUrl(text, {
    form: 'write https://host/path, or a command for the shell',
    credentials: 'leave them out, and set CARNIVAL_AUDIT_TOKEN: it is sent as a bearer token',
  });

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
