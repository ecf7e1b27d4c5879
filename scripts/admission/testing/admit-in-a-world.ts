/** Admission in a world of names, addresses, answers and DNS records. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { PlanError } from '../../mistakes/plan-error.ts';
import { admitTargets, type Resolve } from '../admission.ts';
import type { ResolveTxt } from '../declarations.ts';
import { ENVIRONMENT_PATH, type Request } from '../environment.ts';
import type { Answer } from '../pinned-request.ts';

export const STAGING: Answer = {
  status: 200,
  location: null,
  headers: {},
  body: '{"environment":"staging"}',
};
export const NOT_FOUND: Answer = { status: 404, location: null, headers: {}, body: 'no such page' };
export const PLAN: Pick<Plan, 'allow' | 'regions'> = {
  regions: [
    { name: 'east', share: 0.5 },
    { name: 'south', share: 0.5 },
  ],
  allow: [{ host: 'staging.example', addresses: ['192.0.2.0/24', '2001:db8::/32'] }],
};
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'staging.example': ['192.0.2.7'],
  'six.example': ['2001:db8::7'],
  'search.example': ['127.0.0.5'],
  localhost: ['::1', '127.0.0.1'],
  'odd.example': ['not an address'],
};

/** Admits in a world of names and answers, and notes who was resolved and asked. */
export async function admit(
  targets: readonly string[],
  answers: Readonly<Record<string, Answer | Error>> = {},
  plan = PLAN,
  records: Readonly<Record<string, readonly (readonly string[])[]>> = {},
  hosts: readonly string[] = [],
) {
  const resolved: string[] = [];
  const asked: string[] = [];
  const resolve: Resolve = async (host) => {
    resolved.push(host);
    const addresses = NAMES[host];
    if (addresses === undefined) throw new Error(`getaddrinfo ENOTFOUND ${host}`);
    return addresses;
  };
  const request: Request = async (origin, address, path) => {
    asked.push(`${origin.origin} at ${address}${path === ENVIRONMENT_PATH ? '' : ` for ${path}`}`);
    const answer = answers[`${address}${path}`] ?? answers[address] ?? STAGING;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const resolveTxt: ResolveTxt = async (name) => {
    const found = records[name];
    if (found === undefined)
      throw Object.assign(new Error(`queryTxt ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    return found;
  };
  const outcome = await admitTargets({ targets, plan, hosts, resolve, request, resolveTxt }).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof PlanError) return { resolved, asked, admitted: [], mistakes: outcome.mistakes };
  if (outcome instanceof Error) throw outcome;
  const admitted = outcome as Awaited<ReturnType<typeof admitTargets>>;
  return { resolved, asked, admitted, mistakes: [] };
}
