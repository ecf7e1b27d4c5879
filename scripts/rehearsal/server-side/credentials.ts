/** What the user's own Prometheus is shown. The values come from the environment, and go nowhere but into this header. */
import type { ServerPrometheus } from '../../../scenarios/campaigns/plan.ts';
import { PASSWORD_TEXT, USER_TEXT } from '../../admission/credentials.ts';
import type { Mistake } from '../../mistakes/plan-error.ts';
import { authorization } from '../prometheus/access.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Headers = Readonly<Record<string, string>>;

/** Whatever a header can carry: a proxy before Prometheus may want a token that RFC 6750 does not know. */
const BEARER_TEXT = /^[\x21-\x7e]+$/;

/** @returns the header, or what is wrong with the variables. No value is ever in a mistake */
export function credentialHeaders({ auth }: ServerPrometheus, env: Env): Headers | readonly Mistake[] {
  if (auth === undefined) return {};
  const mistakes: Mistake[] = [];
  const read = (path: string, name: string, allowed: RegExp): string => {
    const value = env[name] ?? '';
    const tell = (problem: string, hint: string): void => {
      mistakes.push({ path: `prometheus.auth.${path}.env`, value: name, problem, hint });
    };
    if (value === '') tell('is not set in the environment', `export ${name}, or leave "auth" out`);
    else if (!allowed.test(value))
      tell('holds a character that cannot be sent', 'a file read into it may end with a line break');
    return value;
  };
  const headers =
    'bearer' in auth
      ? { authorization: `Bearer ${read('bearer', auth.bearer.env, BEARER_TEXT)}` }
      : {
          authorization: authorization({
            user: read('basic.user', auth.basic.user.env, USER_TEXT),
            password: read('basic.password', auth.basic.password.env, PASSWORD_TEXT),
          }),
        };
  return mistakes.length > 0 ? mistakes : headers;
}

export const isHeaders = (found: Headers | readonly Mistake[]): found is Headers => !Array.isArray(found);
