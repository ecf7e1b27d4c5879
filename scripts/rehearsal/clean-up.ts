/**
 * Takes back what a rehearsal has left in a staging: after the audit, one order after the other, at a bounded rate. Each request goes
 * to the checked address alone. What could not be cleaned is told by id, so that it can be tried again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isSuccess } from '../../scenarios/shop/http-status.ts';
import type { TargetAccess } from '../admission/access.ts';
import { type Answer, requestPinned } from '../admission/pinned-request.ts';
import { quote } from '../mistakes/plan-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import { plural } from '../text/numbers.ts';

/** Where a request is sent. */
export interface CheckedOrigin {
  readonly origin: URL;
  /** Checked, without brackets. */
  readonly address: string;
}

export interface CleanRequest {
  readonly method: string;
  /** Another host of the shop's. Left out: where the order was placed. */
  readonly to?: CheckedOrigin;
  /** Path and query at the origin. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
}

export interface CleanUpOptions extends CheckedOrigin {
  readonly ids: Iterable<string>;
  /** What takes one order back: one request, or several, one after the other, each only if the last one succeeded. */
  readonly request: (id: string) => CleanRequest | readonly CleanRequest[];
  /** How the target is spoken to: credentials are sent with every request. */
  readonly access: Pick<TargetAccess, 'headers' | 'secureContext' | 'masked'>;
  /** Orders a second; at most `PER_SECOND_MAX`. */
  readonly perSecond?: number;
  /** An interrupt ends it, and says how many are left. */
  readonly signal: AbortSignal;
}

export interface NotCleaned {
  readonly id: string;
  /** Null if there was no answer; 0 if no request could be made. */
  readonly status: number | null;
  /** The answer's first words, or why there was none. */
  readonly said: string;
}
/** `cleanup.json` in the run's folder. */
export interface CleanUpReport {
  readonly cleaned: number;
  readonly failed: readonly NotCleaned[];
  /** Ids that were not tried. */
  readonly left: readonly string[];
  /** Why it ended before the last id; null if it did not. */
  readonly endedBy: string | null;
}

/** A staging is to be tidied up, not loaded. */
const PER_SECOND_MAX = 20;
const MS_PER_SECOND = 1000;
const ANSWER_MS_MAX = 10_000;
const BODY_BYTES_MAX = 1024 * 1024;
/** So many that get no answer one after the other: nobody is there any more. */
const SILENT_MAX = 10;
const SAID_CHARACTERS = 100;

/** Never rejects. */
export async function cleanUp(options: CleanUpOptions): Promise<CleanUpReport> {
  const { signal, perSecond = PER_SECOND_MAX } = options;
  const everyMs = MS_PER_SECOND / Math.min(Math.max(perSecond, Number.MIN_VALUE), PER_SECOND_MAX);
  const ids = [...options.ids];
  const failed: NotCleaned[] = [];
  const left: string[] = [];
  let [cleaned, silent] = [0, 0];
  let endedBy: string | null = null;
  for (const [at, id] of ids.entries()) {
    if (signal.aborted) endedBy = reasonOf(signal.reason);
    else if (silent === SILENT_MAX) endedBy = `the last ${SILENT_MAX} requests got no answer`;
    if (endedBy !== null) {
      left.push(...ids.slice(at));
      break;
    }
    const begunMs = performance.now();
    const wrong = await cleanOne(id, options);
    if (wrong === null) cleaned++;
    // Whether it came through is not known.
    else if (signal.aborted) left.push(id);
    else failed.push(wrong);
    silent = wrong?.status === null ? silent + 1 : 0;
    const restMs = everyMs - (performance.now() - begunMs);
    if (at < ids.length - 1 && restMs > 0) await sleep(restMs, undefined, { signal }).catch(() => undefined);
  }
  if (left.length > 0) endedBy ??= reasonOf(signal.reason);
  return { cleaned, failed, left, endedBy };
}

/** Null if it was taken back. */
async function cleanOne(id: string, options: CleanUpOptions): Promise<NotCleaned | null> {
  let requests: readonly CleanRequest[];
  try {
    requests = [options.request(id)].flat() as readonly CleanRequest[];
  } catch (error) {
    return { id, status: 0, said: `the request could not be made: ${reasonOf(error)}` };
  }
  for (const request of requests) {
    const answer = await send(request, options).catch((error: unknown) => reasonOf(error));
    if (typeof answer === 'string') return { id, status: null, said: options.access.masked(answer) };
    if (!isTakenBack(request, answer))
      return {
        id,
        status: answer.status,
        said: firstWords({ ...answer, body: options.access.masked(answer.body) }),
      };
  }
  return null;
}

function send(
  { method, to, path, headers = {}, body }: CleanRequest,
  options: CleanUpOptions,
): Promise<Answer> {
  // A whole URL would be somebody else's.
  if (!path.startsWith('/'))
    return Promise.reject(new Error(`its path is ${quote(path)}, and begins without /`));
  const { origin, address } = to ?? options;
  return requestPinned(origin, address, {
    method,
    path,
    headers: { ...options.access.headers, ...headers },
    secureContext: options.access.secureContext,
    ...(body == null ? {} : { body }),
    answerMsMax: ANSWER_MS_MAX,
    bodyBytesMax: BODY_BYTES_MAX,
    signal: options.signal,
  });
}

/** What is gone already need not be deleted: a second clean-up finds what the first has done. */
const isTakenBack = ({ method }: CleanRequest, { status }: Answer): boolean =>
  isSuccess(status) || (method.toUpperCase() === 'DELETE' && (status === 404 || status === 410));

const firstWords = ({ location, body }: Answer): string =>
  quote(location === null ? body.trim() : `redirects to ${location}`, SAID_CHARACTERS);

/** For the run's events, and so for the verdict's notes. */
export function cleanUpInWords({ cleaned, failed, left, endedBy }: CleanUpReport): string {
  const all = cleaned + failed.length + left.length;
  const parts = [`${cleaned} of ${plural(all, 'order')} ${all === 1 ? 'was' : 'were'} taken back`];
  const [first] = failed;
  if (first !== undefined)
    parts.push(
      `${failed.length} could not be, such as ${first.id} (${first.status ? `${first.status}: ` : ''}${first.said})`,
    );
  if (left.length > 0) parts.push(`${left.length} are left, because ${endedBy ?? 'it ended'}`);
  return `clean-up: ${parts.join('; ')}`;
}
