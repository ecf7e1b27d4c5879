/** Before anything starts: whether the drills of a plan can be carried out on this target, and whom their calls may reach. */
import type { Plan, PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { DrillCall } from '../../../scenarios/drills/drill.ts';
import { refusal } from '../../admission/addresses.ts';
import { addressesOf, type Resolve } from '../../admission/admission.ts';
import { readUrl } from '../../admission/read-url.ts';
import { withoutCredentials } from '../../admission/without-credentials.ts';
import { controlFlaw } from '../../boundary/boundary-client.ts';
import { type Flaw, type Mistake, PlanError } from '../../mistakes/plan-error.ts';

/** The checked addresses of each URL, as the plan writes it. */
export type DrillAddresses = ReadonlyMap<string, readonly string[]>;

export interface DrillSurroundings {
  readonly resolve: Resolve;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hasTarget: boolean;
}

/** @throws PlanError with everything that would keep a drill from happening */
export async function admitDrills(plan: Plan, surroundings: DrillSurroundings): Promise<DrillAddresses> {
  const mistakes: Mistake[] = [];
  const addresses = new Map<string, readonly string[]>();
  for (const [i, drill] of (plan.drills ?? []).entries()) {
    const path = `drills[${i}].fault`;
    if (surroundings.hasTarget) mistakes.push(...ofTarget(drill, path, surroundings));
    if (drill.fault.kind === 'boundary' && 'dependency' in drill.where)
      mistakes.push(...ofBoundary(drill.where.dependency, plan, surroundings));
    if (drill.fault.kind !== 'http') continue;
    const { begin, end } = drill.fault;
    await admitCall(begin, `${path}.begin`, plan, surroundings, mistakes, addresses);
    await admitCall(end, `${path}.end`, plan, surroundings, mistakes, addresses);
  }
  if (mistakes.length > 0) throw new PlanError(`plan "${plan.name}"`, mistakes);
  return addresses;
}

function ofTarget({ fault: { kind } }: PlannedDrill, path: string, { env }: DrillSurroundings): Mistake[] {
  const mistake = (problem: string, hint: string): Mistake[] => [
    { path: `${path}.kind`, value: kind, problem, hint },
  ];
  if (kind === 'kill')
    return mistake(
      'is for processes of the embedded shop, which --target replaces',
      'leave --target out, or kill it by a fault of kind command',
    );
  if ((kind === 'shop' || kind === 'roll-back') && (env.CARNIVAL_ADMIN_TOKEN ?? '') === '')
    return mistake(
      'needs a Carnival shop and its token, and CARNIVAL_ADMIN_TOKEN is not set',
      'set it, or use a fault of kind boundary, command or http',
    );
  return [];
}

function ofBoundary(dependency: string, { boundaries = {} }: Plan, { env }: DrillSurroundings): Mistake[] {
  const boundary = boundaries[dependency];
  if (boundary === undefined) return [];
  const { control, token } = boundary;
  const path = `boundaries.${dependency}`;
  const flaw = controlFlaw(control);
  const wrong =
    flaw === null ? [] : [{ path: `${path}.control`, value: withoutCredentials(control), ...flaw }];
  if ((env[token.env] ?? '') !== '') return wrong;
  const hint = `export ${token.env} with the token that the boundary was started with`;
  const problem = 'is not set in the environment';
  return [...wrong, { path: `${path}.token.env`, value: token.env, problem, hint }];
}

async function admitCall(
  { url, authorization }: DrillCall,
  path: string,
  { allow }: Plan,
  { resolve, env }: DrillSurroundings,
  mistakes: Mistake[],
  addresses: Map<string, readonly string[]>,
): Promise<void> {
  const admitted = await admittedAddresses(url, allow, resolve);
  if ('problem' in admitted)
    mistakes.push({ path: `${path}.url`, value: withoutCredentials(url), ...admitted });
  else addresses.set(url, admitted);
  const name = authorization?.env;
  if (name !== undefined && (env[name] ?? '') === '')
    mistakes.push({
      path: `${path}.authorization.env`,
      value: name,
      problem: 'is not set in the environment',
      hint: `export ${name}, or leave "authorization" out`,
    });
}

async function admittedAddresses(
  text: string,
  allow: Plan['allow'],
  resolve: Resolve,
): Promise<readonly string[] | Flaw> {
  const read = readUrl(text, HINTS);
  if ('problem' in read) return read;
  const found = await addressesOf(read.host, resolve);
  if ('problem' in found) return found;
  return refusal(read.host, found, allow) ?? found;
}

const HINTS = {
  form: 'write https://host/path',
  credentials: 'leave them out, and name a variable with the whole header: authorization: { env: "…" }',
};
