/** `--audit`: an endpoint or a command, for the run that is about to begin or for one that is over. */
import type { Plan, RunSettings } from '../../scenarios/campaigns/plan.ts';
import { resolveHost } from '../admission/admission.ts';
import { admitAudit, readAuditUrl } from '../admission/audit-url.ts';
import { withoutCredentials } from '../admission/without-credentials.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import type { AuditWay } from '../rehearsal/audit/audit-way.ts';
import { bearerMistakes } from './option-mistakes.ts';

const OPTION = '--audit';
const TOKEN = 'CARNIVAL_AUDIT_TOKEN';

/** Whatever has a scheme is meant as a URL; all else is for the shell. */
const isUrl = (text: string): boolean => /^\s*[a-z][a-z0-9+.-]*:\/\/\S*\s*$/i.test(text);

/** Mistakes that can be told without asking anybody. */
export function auditMistakes(
  text: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): readonly Mistake[] {
  if (text === undefined) return [];
  if (text.trim() === '')
    return [
      { path: OPTION, value: text, problem: 'names nothing', hint: 'give a URL, or a command for the shell' },
    ];
  if (!isUrl(text)) return [];
  const read = readAuditUrl(text.trim());
  const wrong = 'problem' in read ? [{ path: OPTION, value: withoutCredentials(text), ...read }] : [];
  return [...wrong, ...bearerMistakes(TOKEN, env)];
}

/**
 * @param run where its targets were checked
 * @throws PlanError when the endpoint may not be asked
 */
export async function auditWay(
  text: string,
  {
    plan,
    run,
    env = process.env,
    resolve = resolveHost,
  }: {
    readonly plan: Pick<Plan, 'allow'>;
    readonly run: Pick<RunSettings, 'targets' | 'hosts'>;
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly resolve?: typeof resolveHost;
  },
): Promise<AuditWay> {
  if (!isUrl(text)) return { kind: 'command', command: text };
  const admitted = await admitAudit(text.trim(), { allow: plan.allow, run, resolve });
  if ('problem' in admitted)
    throw new PlanError('command line', [{ path: OPTION, value: withoutCredentials(text), ...admitted }]);
  const token = env[TOKEN];
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return { kind: 'endpoint', endpoint: admitted, headers };
}
