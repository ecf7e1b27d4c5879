/** What a user does to begin or end a drill on a target of their own: a command or a call. Plain data, so that the lifter can do it too. */
import { createSecureContext, rootCertificates } from 'node:tls';
import { isSuccess } from '../../../scenarios/shop/http-status.ts';
import { requestFirst } from '../../admission/pinned-request.ts';
import type { StartChild } from '../../machine/processes/child.ts';
import { quote } from '../../mistakes/plan-error.ts';
import { settledWithin } from '../../mistakes/settled-within.ts';

/** `docker stop` alone waits for ten seconds. */
const COMMAND_MS_MAX = 30_000;
const COMMAND_NOT_FOUND = 127;
const ANSWER_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 1_000_000;
const QUOTED_CHARACTERS = 200;
const MS_PER_SECOND = 1000;

export type UserAction =
  | {
      readonly kind: 'command';
      readonly words: readonly string[];
      /** Where Carnival was started. */
      readonly cwd: string;
      readonly env: Readonly<Record<string, string>>;
      readonly logFile: string;
    }
  | {
      readonly kind: 'http';
      readonly method: string;
      readonly url: string;
      /** Checked. One of them answers. */
      readonly addresses: readonly string[];
      /** Certificates in PEM that are trusted besides the built-in ones. */
      readonly authorities: readonly string[];
      readonly body?: unknown;
      /** The variable with the Authorization header. Its value is never written down. */
      readonly authorizationEnv?: string;
      readonly runId: string;
    };

/** @throws Error that says why it is not known to be done */
export async function doAction(
  action: UserAction,
  start: StartChild,
  commandMsMax = COMMAND_MS_MAX,
): Promise<void> {
  if (action.kind === 'command') await runCommand(action, start, commandMsMax);
  else await call(action);
}

/** It has done its work when it ends. What it leaves running in its process group ends with it. */
async function runCommand(
  { words, cwd, env, logFile }: Extract<UserAction, { kind: 'command' }>,
  start: StartChild,
  msMax: number,
): Promise<void> {
  const [command = '', ...args] = words;
  const child = await start({ name: `command ${command}`, command, args, cwd, env, logFile });
  const late = (): Error =>
    new Error(`${quote(command)} had not ended after ${msMax / MS_PER_SECOND} s; see ${logFile}`);
  const { code, signal } = await settledWithin(msMax, child.exited, late).catch(async (error: unknown) => {
    await child.stop(0);
    throw error;
  });
  if (code === COMMAND_NOT_FOUND) throw new Error(`there is no command ${quote(command)}; see ${logFile}`);
  if (code !== 0) throw new Error(`${quote(command)} ended with ${code ?? signal}; see ${logFile}`);
}

async function call({
  method,
  url,
  addresses,
  authorities,
  body,
  authorizationEnv,
  runId,
}: Extract<UserAction, { kind: 'http' }>): Promise<void> {
  const origin = new URL(url);
  const secret = authorizationEnv === undefined ? undefined : process.env[authorizationEnv];
  const { answer } = await requestFirst(origin, addresses, {
    method,
    path: `${origin.pathname}${origin.search}`,
    headers: {
      'x-carnival-run': runId,
      ...(secret === undefined ? {} : { authorization: secret }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    answerMsMax: ANSWER_MS_MAX,
    bodyBytesMax: ANSWER_BYTES_MAX,
    secureContext:
      authorities.length === 0 ? null : createSecureContext({ ca: [...rootCertificates, ...authorities] }),
  }).catch((cause: unknown) => {
    throw new Error(`${method} ${origin.origin}${origin.pathname}`, { cause });
  });
  if (!isSuccess(answer.status))
    throw new Error(
      `${method} ${origin.origin}${origin.pathname}: HTTP ${answer.status} ${quote(answer.body, QUOTED_CHARACTERS)}`,
    );
}
