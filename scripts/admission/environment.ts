/** The environment check: the only requests that a target gets before it is admitted. */
import type { Flaw } from '../mistakes/plan-error.ts';
import type { TargetAccess } from './access.ts';
import { type Answer, requestPinned } from './pinned-request.ts';

export const ENVIRONMENT_PATH = '/carnival-environment';
export const ENVIRONMENTS = ['mock', 'staging', 'rehearsal'] as const;

/** Long enough for a cold staging host behind TLS, short enough for somebody who waits at the terminal. */
const ANSWER_MS_MAX = 5000;
/** The answer is one small object. A longer one comes from another service. */
const BODY_BYTES_MAX = 4096;

/** One GET of the environment check, sent to `address`, whatever the URL's name resolves to. Follows no redirect. */
export type Request = (origin: URL, address: string, path: string) => Promise<Answer>;

/**
 * Rejects when the connection fails, or the answer takes longer than 5 s. A body above 4 KiB is an error where the body is what counts.
 */
export const environmentRequest =
  ({ headers, secureContext }: TargetAccess): Request =>
  (origin, address, path) =>
    requestPinned(origin, address, {
      path,
      headers: { accept: 'application/json', ...headers, 'x-carnival-run': 'environment-check' },
      answerMsMax: ANSWER_MS_MAX,
      bodyBytesMax: BODY_BYTES_MAX,
      isHeadOnly: path !== ENVIRONMENT_PATH,
      secureContext,
    });

/** What keeps an answer from being any declaration, and what to do about it; null if nothing does. */
export function causeOf({ status }: Answer): Flaw | null {
  if (status !== 401 && status !== 403) return null;
  const what = status === 401 ? 'wants to know who asks' : 'does not let this caller in';
  const hint =
    'name the credentials in shop.ts, such as auth: bearer(env("SHOP_TOKEN")), or headers: { … } for a gate before it';
  return { problem: `${what} (${status} to its environment check)`, hint };
}

/** Node's names for what is wrong with a certificate. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNKNOWN_AUTHORITY = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Why TLS failed, in words that k6 would use for the same target; null if it was something else. */
export function tlsFlaw(error: NodeJS.ErrnoException, host: string): Flaw | null {
  const code = error.code ?? '';
  if (UNKNOWN_AUTHORITY.has(code))
    return {
      problem: 'has a certificate of an unknown authority (x509)',
      hint: 'give the certificate of its authority with --ca <file>, for admission, audit and k6 alike',
    };
  if (code === 'CERT_HAS_EXPIRED')
    return {
      problem: 'has a certificate that has expired (x509)',
      hint: 'renew it: nobody could load the target',
    };
  if (code === 'CERT_NOT_YET_VALID')
    return {
      problem: 'has a certificate that is not valid yet (x509)',
      hint: 'check the clocks of both machines',
    };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      problem: `has a certificate for another host than ${host} (x509): ${error.message}`,
      hint: 'give the URL with a name that its certificate has',
    };
  if (/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA/.test(code))
    return {
      problem: `ended the TLS handshake (${code})`,
      hint: 'if it wants a client certificate, name it in shop.ts: tls: { certificate: "client.pem", key: "client.key" }',
    };
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_WRONG_VERSION'))
    return { problem: `does not speak TLS at this port (${code})`, hint: 'is it http:// ?' };
  return null;
}
