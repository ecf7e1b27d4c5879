/** What the boundary answers by itself. A header says so, for whoever looks for the cause. */
import { reasonOf } from '../mistakes/reason-of.ts';

export interface OwnAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const MARK = 'x-carnival-boundary';

function answer(status: number, code: string, message: string): OwnAnswer {
  const body = JSON.stringify({ error: { code, message } });
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      [MARK]: code,
    },
    body,
  };
}

/** Of a fault of kind `error`. */
export const STRUCK = (status: number): OwnAnswer =>
  answer(status, 'fault', 'This error is a fault that was set on purpose.');

export const UPGRADE_REFUSED: OwnAnswer = answer(
  501,
  'upgrade',
  'The boundary speaks HTTP/1.1 only, and opens no tunnel.',
);

/** undici's words for what took too long. */
const TOO_LATE = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
/** undici's words for what it does not send. */
const UNSENDABLE = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

/** Of a call that the dependency did not answer. */
export function failureOf(error: NodeJS.ErrnoException): OwnAnswer {
  const code = error.code ?? '';
  if (TOO_LATE.has(code)) return answer(504, 'late', `The dependency took too long: ${reasonOf(error)}`);
  if (UNSENDABLE.has(code))
    return answer(400, 'request', `This request cannot be passed on: ${reasonOf(error)}`);
  return answer(502, 'failed', `The dependency did not answer: ${reasonOf(error)}`);
}
