/**
 * Who may be loaded: nobody, by default. A target must pass four gates in this order. Nothing is sent to it before the last:
 *
 * 1. it is an http(s) origin without credentials;
 * 2. its name is resolved, once;
 * 3. every address is loopback, or lies in the blocks that the plan allows for that name;
 * 4. one of those addresses answers the environment check, without a redirect.
 *
 * k6 loads the very address that answered (`hosts`), even if the name points elsewhere a second later. Loopback needs no entry
 * in `allow`, but must answer the check too: a tunnel to production also listens on loopback.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Plan, RunSettings } from '../../scenarios/campaigns/plan.ts';
import { type Flaw, type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { settledWithin } from '../mistakes/settled-within.ts';
import { canonicalAddress, refusal } from './addresses.ts';
import { type Environment, type Request, readEnvironment } from './environment.ts';
import { portOf } from './pinned-request.ts';
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
  readonly region: string;
  /** Base URL: scheme, host and port. */
  readonly url: string;
  readonly environment: Environment;
  /** The checked address that answered, `ip:port` (IPv6 in brackets). */
  readonly address: string;
  /** `host:port` to pin to the address; null when the host is an address itself. */
  readonly pin: string | null;
}

/**
 * @param targets the texts of `--target`, as typed
 * @returns one admitted target a region
 * @throws PlanError with every target that is refused. A refused target was sent nothing, or only the environment check
 */
export async function admitTargets(args: {
  readonly targets: readonly string[];
  readonly plan: Pick<Plan, 'allow' | 'regions'>;
  readonly resolve: Resolve;
  readonly request: Request;
}): Promise<AdmittedTarget[]> {
  const { plan, request } = args;
  const mistakes: Mistake[] = [];
  const asked = readTargets(
    args.targets,
    plan.regions.map((region) => region.name),
    mistakes,
  );
  const resolveOnce = once(args.resolve);
  const admitOnce = once((origin: string) => {
    const target = asked.find((candidate) => candidate.origin.origin === origin)!;
    return admit(target, plan, resolveOnce, request);
  });
  const answers = await Promise.all(asked.map(({ origin }) => admitOnce(origin.origin)));
  const admitted = asked.flatMap(({ region, text }, i) => {
    const answer = answers[i]!;
    if (!('problem' in answer)) return [{ region, ...answer }];
    // Regions that share a URL share its refusal.
    if (answers.indexOf(answer) === i) mistakes.push({ path: '--target', value: text, ...answer });
    return [];
  });
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  return admitted;
}

/** What a run's plan.json says about its targets. */
export function runTargets(admitted: readonly AdmittedTarget[]): Pick<RunSettings, 'targets' | 'hosts'> {
  return {
    targets: Object.fromEntries(admitted.map(({ region, url }) => [region, url])),
    hosts: Object.fromEntries(admitted.flatMap(({ pin, address }) => (pin === null ? [] : [[pin, address]]))),
  };
}

async function admit(
  { origin, host }: AskedTarget,
  plan: Pick<Plan, 'allow'>,
  resolve: Resolve,
  request: Request,
): Promise<Omit<AdmittedTarget, 'region'> | Flaw> {
  const resolved = isIP(host) === 0 ? await resolve(host).catch((error: Error) => error) : [host];
  if (resolved instanceof Error) {
    return { problem: `does not resolve: ${resolved.message}`, hint: 'check the name, or give the address' };
  }
  const addresses = resolved.map(canonicalAddress);
  if (addresses.includes(null))
    return { problem: 'resolves to something that is not an IP address', hint: 'check its DNS records' };
  const refused = refusal(host, addresses as string[], plan.allow);
  if (refused !== null) return refused;
  return await firstAnswer(origin, host, addresses as string[], request);
}

/** Asks one checked address after the other: localhost is often ::1 first, even if nobody listens there. */
async function firstAnswer(
  origin: URL,
  host: string,
  addresses: readonly string[],
  request: Request,
): Promise<Omit<AdmittedTarget, 'region'> | Flaw> {
  const silent: string[] = [];
  for (const address of addresses) {
    const answer = await request(origin, address).catch((error: Error) => error);
    if (answer instanceof Error) {
      silent.push(`${address}: ${answer.message}`);
      continue;
    }
    const environment = readEnvironment(answer);
    if (typeof environment !== 'string') return environment;
    const port = portOf(origin);
    return {
      url: origin.origin,
      environment,
      address: `${address.includes(':') ? `[${address}]` : address}:${port}`,
      pin: isIP(host) === 0 ? `${host}:${port}` : null,
    };
  }
  return { problem: `does not answer its environment check (${silent.join('; ')})`, hint: 'is it running?' };
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
