/** Rows from an endpoint of the shop's: asked page by page, at checked addresses alone. */
import type { z } from 'zod';
import { isSuccess } from '../../../scenarios/shop/http-status.ts';
import type { AdmittedAudit } from '../../admission/audit-url.ts';
import { type Answer, requestFirst } from '../../admission/pinned-request.ts';
import { ContractError } from '../../audit/contract/contract-audit.ts';
import {
  type AuditRequest,
  auditAnswerSchema,
  IDS_PER_REQUEST_MAX,
} from '../../audit/contract/stored-order.ts';
import { quote } from '../../mistakes/plan-error.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { parsedJson } from '../parsed-json.ts';
import { issueOf } from './order-rows.ts';
import { type AskedRows, type RowSource, SourceError } from './row-source.ts';

const ANSWER_MS_MAX = 30_000;
/** A thousand rows have a tenth of a megabyte. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;
const QUOTED_CHARACTERS = 200;

/** @param headers of the shop's own, such as `authorization` */
export function endpoint(
  { url, addresses }: AdmittedAudit,
  headers: Readonly<Record<string, string>> = {},
): RowSource {
  /** Of those that were checked, the one that has answered. */
  let left = addresses;
  const send = async (body: AuditRequest, signal: AbortSignal): Promise<Answer> => {
    const { answer, address } = await requestFirst(url, left, {
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        accept: 'application/json',
        'x-carnival-run': body.run,
      },
      body: JSON.stringify(body),
      answerMsMax: ANSWER_MS_MAX,
      bodyBytesMax: BODY_BYTES_MAX,
      signal,
    }).catch((error: unknown) => {
      throw new SourceError(`gave no answer: ${reasonOf(error)}`);
    });
    left = [address];
    return answer;
  };
  return {
    name: `${url.origin}${url.pathname}`,
    covers: 'asked',
    isLive: true,
    read: async ({ runId, ids, take, signal }: AskedRows) => {
      for (const page of pagesOf(ids())) {
        const asked = new Set(page);
        for (const row of ordersIn(await send({ run: runId, ids: page }, signal))) {
          if (!asked.has(row.id))
            throw new ContractError(`there is a row of ${quote(row.id)}, which that request did not ask for`);
          take(row);
        }
      }
    },
  };
}

function ordersIn({ status, location, body }: Answer): z.output<typeof auditAnswerSchema>['orders'] {
  if (location !== null)
    throw new SourceError(`redirects to ${quote(location)} (${status}), and redirects are not followed`);
  if (!isSuccess(status)) throw new SourceError(`answered ${status} ${quote(body, QUOTED_CHARACTERS)}`);
  const json = parsedJson(body);
  if (json === undefined)
    throw new ContractError(`it answered ${quote(body, QUOTED_CHARACTERS)}, which is not JSON`);
  const parsed = auditAnswerSchema.safeParse(json);
  if (parsed.success) return parsed.data.orders;
  throw new ContractError(`its answer is not the contract's: ${issueOf(parsed.error)}`);
}

function* pagesOf(ids: Iterable<string>): Generator<string[]> {
  let page: string[] = [];
  for (const id of ids) {
    page.push(id);
    if (page.length < IDS_PER_REQUEST_MAX) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
