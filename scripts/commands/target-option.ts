/** `--target` and `--ca`: where the load goes and how that is spoken to, for every command that sends some. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { OPEN_ACCESS, readAccess, type TargetAccess } from '../admission/access.ts';
import { admitTargets, resolveHost, runTargets } from '../admission/admission.ts';
import { txtResolver } from '../admission/declarations.ts';
import { environmentRequest } from '../admission/environment.ts';
import { readTargets } from '../admission/targets.ts';
import type { Subject } from '../forecast/subject.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import type { OtherMistakes } from './plan-from.ts';

export interface TargetArguments {
  /** Empty: the embedded shop. */
  readonly target: readonly string[];
  /** A file of certificates that the target's is signed by. */
  readonly ca?: string;
}

/** How the target is spoken to. The embedded shop wants no credentials and speaks no TLS. */
export interface AskedAccess {
  readonly access: TargetAccess;
  /** What is wrong with secrets and files. */
  readonly mistakes: readonly Mistake[];
}

export function accessFor({ target, ca }: TargetArguments, { access }: Subject): AskedAccess {
  const mistakes: Mistake[] = [];
  if (target.length > 0) {
    const { env, platform } = process;
    return { access: readAccess({ shop: access, ca, env, nowMs: Date.now(), platform }, mistakes), mistakes };
  }
  if (ca !== undefined)
    mistakes.push({
      path: '--ca',
      value: ca,
      problem: 'is for a target, and there is none',
      hint: 'name it with --target, or leave --ca out',
    });
  return { access: OPEN_ACCESS, mistakes };
}

/**
 * The command's other mistakes, and with them what is wrong with the texts of `--target`. Without any others, admission reads the texts,
 * and tells what is wrong with one together with what another has answered.
 * @param others mistakes that are known already. While there are any, nothing is sent to the targets
 */
export const withTargets =
  ({ target }: TargetArguments, { hosts }: Subject, others: readonly Mistake[]): OtherMistakes =>
  (plan, isMistaken) => {
    // The regions of a plan with mistakes are not known.
    if (plan === null || target.length === 0 || !(isMistaken || others.length > 0)) return others;
    const mistakes = [...others];
    readTargets(
      target,
      plan.regions.map(({ name }) => name),
      mistakes,
      hosts,
    );
    return mistakes;
  };

/** @throws PlanError with every target that may not be loaded */
export const admitted = async (
  { target }: TargetArguments,
  { hosts }: Subject,
  plan: Plan,
  access: TargetAccess,
): Promise<ReturnType<typeof runTargets>> =>
  runTargets(
    await admitTargets({
      targets: target,
      hosts,
      plan,
      resolve: resolveHost,
      request: environmentRequest(access),
      resolveTxt: txtResolver(),
      masked: access.masked,
    }),
  );
