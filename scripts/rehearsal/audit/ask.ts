/** How the audit asks a shop. It sends the admin token, so it asks only the checked address and follows no redirect. */
import { z } from 'zod';
import { isSuccess } from '../../../scenarios/shop/http-status.ts';
import type { TargetAccess } from '../../admission/access.ts';
import { checkedAddress, requestPinned } from '../../admission/pinned-request.ts';
import { quote } from '../../mistakes/plan-error.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { parsedJson } from '../parsed-json.ts';

export interface AskOptions {
  readonly adminToken: string;
  /** `host:port` → checked address `ip:port`. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Names the run to the shop, as every request of it does. */
  readonly runId: string;
  readonly access: TargetAccess;
  /** Ends the audit when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}
/** GET, or POST when there is a body. */
export type Ask = <T>(answer: z.ZodType<T>, path: string, body?: object) => Promise<T>;

const ANSWER_MS_MAX = 30_000;
/** A page of 10,000 ids is under 1 MB; the rest is for a ledger of many products. */
const BODY_BYTES_MAX = 16 * 1024 * 1024;
const QUOTED_CHARACTERS = 200;

/** `dead`: the shop did not answer, so starting it again may help. */
export class ShopError extends Error {
  override readonly name = 'ShopError';
  readonly dead: boolean;

  constructor(message: string, options: ErrorOptions & { readonly dead: boolean }) {
    super(message, options);
    this.dead = options.dead;
  }
}

/** Whatever a shop answers, asking rejects only with a ShopError. */
export const shopAt =
  (url: string, { adminToken, hosts, runId, access, signal }: AskOptions): Ask =>
  async (schema, path, body) => {
    const subject = `${body === undefined ? 'GET' : 'POST'} ${url}${path}`;
    const origin = new URL(url);
    const address = checkedAddress(origin, hosts);
    if (address === null)
      throw new ShopError(`${subject} was not sent: no address of ${origin.host} was checked`, {
        dead: false,
      });
    const {
      status,
      location,
      body: text,
    } = await requestPinned(origin, address, {
      path,
      headers: {
        ...withoutAuthorization(access.headers),
        authorization: `Bearer ${adminToken}`,
        'x-carnival-run': runId,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      answerMsMax: ANSWER_MS_MAX,
      bodyBytesMax: BODY_BYTES_MAX,
      secureContext: access.secureContext,
      signal,
    }).catch((cause: unknown) => {
      const dead = signal?.aborted !== true;
      throw new ShopError(`${subject} got no answer: ${reasonOf(cause)}`, { cause, dead });
    });
    if (location !== null)
      throw new ShopError(
        `${subject} was redirected to ${quote(access.masked(location))} (${status}); redirects are not followed`,
        {
          dead: false,
        },
      );
    const quoted = `“${access.masked(text).slice(0, QUOTED_CHARACTERS)}”`;
    if (!isSuccess(status)) throw new ShopError(`${subject} answered ${status} ${quoted}`, { dead: false });
    const parsed = schema.safeParse(parsedJson(text));
    if (parsed.success) return parsed.data;
    throw new ShopError(`${subject} answered ${quoted}: ${access.masked(z.prettifyError(parsed.error))}`, {
      dead: false,
    });
  };

/** The audit shows the admin token in its place. */
const withoutAuthorization = (headers: TargetAccess['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
