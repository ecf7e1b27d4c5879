/** Asks a target which environment it is, before any load. Production would name another one, or not answer. */
import { type Flaw, quote } from '../mistakes/plan-error.ts';
import { type Answer, requestPinned } from './pinned-request.ts';

export const ENVIRONMENT_PATH = '/carnival-environment';
export const ENVIRONMENTS = ['mock', 'staging', 'rehearsal'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** Long enough for a cold staging host behind TLS, short enough for somebody who waits at the terminal. */
const ANSWER_MS_MAX = 5000;
/** The answer is one small object. A longer one comes from another service. */
const BODY_BYTES_MAX = 4096;

/** One GET of the environment, sent to `address`, whatever the URL's name resolves to. Follows no redirect. */
export type Request = (origin: URL, address: string) => Promise<Answer>;

/** Rejects when the connection fails, the answer takes longer than 5 s, or its body is above 4 KiB. */
export const requestEnvironment: Request = (origin, address) =>
  requestPinned(origin, address, {
    path: ENVIRONMENT_PATH,
    headers: { accept: 'application/json', 'x-carnival-run': 'environment-check' },
    answerMsMax: ANSWER_MS_MAX,
    bodyBytesMax: BODY_BYTES_MAX,
  });

/** The environment that an answer declares, or what is wrong with the answer. */
export function readEnvironment({ status, location, body }: Answer): Environment | Flaw {
  const hint = `serve GET ${ENVIRONMENT_PATH} with {"environment":"${ENVIRONMENTS.join('"|"')}"}`;
  if (status >= 300 && status < 400) {
    const follow = 'redirects are not followed; give the final URL, if it is one that may be loaded';
    return {
      problem: `redirects its environment check to ${location === null ? 'nowhere' : quote(location)} (${status})`,
      hint: follow,
    };
  }
  if (status !== 200) return { problem: `answers its environment check with ${status}`, hint };
  const environment = declared(body);
  const known = ENVIRONMENTS.find((candidate) => candidate === environment);
  return known ?? { problem: `declares no environment that may be loaded: ${quote(body)}`, hint };
}

function declared(body: string): unknown {
  try {
    return (JSON.parse(body) as { environment?: unknown } | null)?.environment;
  } catch {
    // Text that is not JSON declares nothing. The caller quotes it.
    return undefined;
  }
}
