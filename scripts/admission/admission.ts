/**
 * Who may be loaded: nobody, by default. A target must pass four gates in this order. Nothing is sent to it before the last:
 *
 * 1. it is an http(s) origin without credentials;
 * 2. its name is resolved, once;
 * 3. every address is loopback, or lies in the blocks that the plan allows for that name;
 * 4. one of those addresses answers, and the target is declared to be no production: by that answer, by its DNS, or by a header that the
 *    plan has agreed with it. Whatever declares it to be another environment refuses it.
 *
 * k6 loads the very address that answered (`hosts`), even if the name points elsewhere a second later. Loopback needs no entry
 * in `allow`, but must answer the check too: a tunnel to production also listens on loopback.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Plan, RunSettings } from '../../scenarios/campaigns/plan.ts';
import { isRedirection } from '../../scenarios/shop/http-status.ts';
import type { Masked } from '../../scenarios/shop/secrets.ts';
import { type Flaw, type Mistake, PlanError, quote } from '../mistakes/plan-error.ts';
import { settledWithin } from '../mistakes/settled-within.ts';
import { canonicalAddress, canonicalHost, refusal } from './addresses.ts';
import {
  type Declaration,
  decided,
  declaredByAnswer,
  declaredByDns,
  declaredByHeader,
  type ResolveTxt,
  waysToDeclare,
} from './declarations.ts';
import { causeOf, ENVIRONMENT_PATH, type Request, tlsFlaw } from './environment.ts';
import { type Answer, portOf } from './pinned-request.ts';
import { type AskedTarget, readTargets } from './targets.ts';

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Longer than a resolver's own second try. */
const RESOLVE_MS_MAX = 15_000;

export const resolveHost: Resolve = async (host) => {
  const found = await settledWithin(
    RESOLVE_MS_MAX,
    lookup(host, { all: true, verbatim: true }),
    () => new Error(`no answer within ${RESOLVE_MS_MAX} ms`),
  );
  return found.map(({ address }) => address);
};

export interface AdmittedTarget {
  /** Of the region, or of the host that the shop names. */
  readonly name: string;
  readonly isNamedHost: boolean;
  /** Base URL: scheme, host and port. */
  readonly url: string;
  /** As it was declared: `staging`. */
  readonly environment: string;
  /** Where that stands: `GET /carnival-environment`. */
  readonly declaredBy: string;
  /** The checked address that answered, `ip:port` (IPv6 in brackets). */
  readonly address: string;
  /** `host:port` to pin to the address; null when the host is an address itself. */
  readonly pin: string | null;
}

/**
 * @param targets the texts of `--target`, as typed
 * @returns one admitted target a region, and one a named host
 * @throws PlanError with every target that is refused. A refused target was sent nothing, or only the environment check
 */
export async function admitTargets(args: {
  readonly targets: readonly string[];
  readonly plan: Pick<Plan, 'allow' | 'regions'>;
  /** The hosts that the shop names besides itself. */
  readonly hosts?: readonly string[];
  readonly resolve: Resolve;
  readonly request: Request;
  readonly resolveTxt: ResolveTxt;
  /** Takes the values of secrets out of what a target has answered. */
  readonly masked?: Masked;
}): Promise<AdmittedTarget[]> {
  const { plan, request, resolveTxt, masked = (text) => text } = args;
  const mistakes: Mistake[] = [];
  const asked = readTargets(
    args.targets,
    plan.regions.map((region) => region.name),
    mistakes,
    args.hosts,
  );
  const resolveOnce = once(args.resolve);
  const admitOnce = once((origin: string) => {
    const target = asked.find((candidate) => candidate.origin.origin === origin)!;
    return admit(target, { plan, resolve: resolveOnce, request, resolveTxt, masked });
  });
  const answers = await Promise.all(asked.map(({ origin }) => admitOnce(origin.origin)));
  const admitted = asked.flatMap(({ name, isNamedHost, text }, i) => {
    const answer = answers[i]!;
    if (!('problem' in answer)) return [{ name, isNamedHost, ...answer }];
    // Regions that share a URL share its refusal.
    if (answers.indexOf(answer) === i) mistakes.push({ path: '--target', value: text, ...answer });
    return [];
  });
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  return admitted;
}

type AdmittedOrigin = Omit<AdmittedTarget, 'name' | 'isNamedHost'>;

/** What a run's plan.json says about its targets. */
export function runTargets(
  admitted: readonly AdmittedTarget[],
): Pick<RunSettings, 'targets' | 'namedHosts' | 'hosts' | 'environments'> {
  const urlsOf = (some: readonly AdmittedTarget[]) =>
    Object.fromEntries(some.map(({ name, url }) => [name, url]));
  const named = admitted.filter(({ isNamedHost }) => isNamedHost);
  return {
    targets: urlsOf(admitted.filter(({ isNamedHost }) => !isNamedHost)),
    ...(named.length === 0 ? {} : { namedHosts: urlsOf(named) }),
    environments: Object.fromEntries(
      admitted.map(({ name, environment, declaredBy }) => [name, { environment, by: declaredBy }]),
    ),
    hosts: Object.fromEntries(admitted.flatMap(({ pin, address }) => (pin === null ? [] : [[pin, address]]))),
  };
}

/**
 * Where a host leads, in canonical spelling.
 * @param host a name or an address, without brackets
 */
export async function addressesOf(host: string, resolve: Resolve): Promise<readonly string[] | Flaw> {
  const resolved = isIP(host) === 0 ? await resolve(host).catch((error: Error) => error) : [host];
  if (resolved instanceof Error)
    return { problem: `does not resolve: ${resolved.message}`, hint: 'check the name, or give the address' };
  const addresses = resolved.flatMap((address) => canonicalAddress(address) ?? []);
  return addresses.length < resolved.length
    ? { problem: 'resolves to something that is not an IP address', hint: 'check its DNS records' }
    : addresses;
}

interface Gates {
  readonly plan: Pick<Plan, 'allow'>;
  readonly resolve: Resolve;
  readonly request: Request;
  readonly resolveTxt: ResolveTxt;
  readonly masked: Masked;
}

async function admit(target: AskedTarget, gates: Gates): Promise<AdmittedOrigin | Flaw> {
  const { host } = target;
  const { plan, resolve, resolveTxt, masked } = gates;
  const addresses = await addressesOf(host, resolve);
  if ('problem' in addresses) return addresses;
  const refused = refusal(host, addresses, plan.allow);
  if (refused !== null) return refused;
  const dns = isIP(host) === 0 ? await declaredByDns(host, resolveTxt) : null;
  // Nothing is sent to what its own DNS calls production.
  if (dns?.names != null && !dns.mayBeLoaded) return decided([dns], host, masked) as Flaw;
  return await firstAnswer(target, addresses, dns, gates);
}

/** Asks one checked address after the other: localhost is often ::1 first, even if nobody listens there. */
async function firstAnswer(
  { origin, host }: AskedTarget,
  addresses: readonly string[],
  dns: Declaration | null,
  { plan, request, masked }: Gates,
): Promise<AdmittedOrigin | Flaw> {
  const silent: string[] = [];
  for (const address of addresses) {
    const declared = await declaredAt(address, { origin, host, plan, request, masked, dns }).catch(
      (error: Error) => error,
    );
    if (declared instanceof Error) {
      const flaw = tlsFlaw(declared, host);
      if (flaw !== null) return flaw;
      silent.push(`${address}: ${declared.message}`);
      continue;
    }
    if ('problem' in declared) return declared;
    const port = portOf(origin);
    return {
      url: origin.origin,
      environment: declared.environment,
      declaredBy: declared.by,
      address: `${address.includes(':') ? `[${address}]` : address}:${port}`,
      pin: isIP(host) === 0 ? `${host}:${port}` : null,
    };
  }
  return { problem: `${SILENT} (${silent.join('; ')})`, hint: 'is it running?' };
}

const SILENT = 'does not answer its environment check';

/** Whether a target was refused only because nobody answered: it may still be starting. */
export const isSilent = ({ problem }: Mistake): boolean => problem.startsWith(SILENT);

interface AskedAddress extends Pick<Gates, 'plan' | 'request' | 'masked'> {
  readonly origin: URL;
  readonly host: string;
  readonly dns: Declaration | null;
}

/** Asks for all that the target may say of itself: what one way declares, another may deny. */
async function declaredAt(
  address: string,
  { origin, host, plan, request, masked, dns }: AskedAddress,
): Promise<{ readonly environment: string; readonly by: string } | Flaw> {
  const answer = await request(origin, address, ENVIRONMENT_PATH);
  const declarations: Declaration[] = [declaredByAnswer(answer, masked)];
  const agreed = plan.allow.find((entry) => canonicalHost(entry.host) === host)?.header;
  if (agreed !== undefined) {
    const { path = '/' } = agreed;
    declarations.push(declaredByHeader(path, await request(origin, address, path), agreed));
    const also = declaredByHeader(ENVIRONMENT_PATH, answer, agreed);
    if (also.names !== null) declarations.push(also);
  }
  if (dns !== null) declarations.push(dns);
  const outcome = decided(declarations, host, masked);
  if (typeof outcome === 'string')
    return { environment: outcome, by: declarations.find(({ mayBeLoaded }) => mayBeLoaded)?.by ?? '' };
  if (declarations.some(({ names }) => names !== null)) return outcome;
  return redirected(answer, host, masked) ?? causeOf(answer) ?? outcome;
}

function redirected({ status, location }: Answer, host: string, masked: Masked): Flaw | null {
  if (!isRedirection(status)) return null;
  const where = location === null ? 'nowhere' : quote(masked(location));
  return {
    problem: `redirects its environment check to ${where} (${status})`,
    hint: `redirects are not followed; give the final URL, if it is one that may be loaded, or ${waysToDeclare(host)}`,
  };
}

/** Calls the function only once for each argument, and remembers its promise. */
function once<Value>(ask: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const asked = new Map<string, Promise<Value>>();
  return (key) => {
    const value = asked.get(key) ?? ask(key);
    asked.set(key, value);
    return value;
  };
}
