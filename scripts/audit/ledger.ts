/**
 * The audit: what the crowd saw acknowledged against what each region's shop holds. Nothing acknowledged may be lost, and
 * nothing may be stored that nobody asked for.
 */
import { z } from 'zod';
import type { LedgerAudit } from '../observe/observations.ts';
import { reasonOf } from '../observe/query.ts';
import type { Acks, RegionAcks } from './acks.ts';

export interface AuditOptions {
  readonly acks: Acks;
  /** Base URL of every region's shop, also of those that no order went to. */
  readonly shops: Readonly<Record<string, string>>;
  readonly adminToken: string;
  /** Starts a region's dead shop again on its own data and resolves with its new base URL. Called at most once a region. */
  readonly restart: (region: string) => Promise<string>;
}

/** What the shop takes in one request. */
const IDS_PER_REQUEST = 10_000;
const LOST_IDS_MAX = 20;
const REQUEST_LIMIT_MS = 30_000;
const QUOTED_CHARACTERS = 200;
const NO_ACKS: RegionAcks = { acknowledged: new Set(), indeterminate: new Set() };

const missingAnswer = z.object({ missing: z.array(z.string()) });
const pageAnswer = z.object({ ids: z.array(z.string()) });
const ledgerAnswer = z.object({
  oversoldPieces: z.number(),
  overissuedCoupons: z.number(),
  brokenPromises: z.array(z.string()),
});

/**
 * Never rejects for what a shop does: `done` is then false and `reason` says why, and the numbers are those of the regions
 * that could be asked, so that an order found lost in one stays lost.
 */
export const auditLedger = async (options: AuditOptions): Promise<LedgerAudit> => {
  const { acks, shops } = options;
  const reasons: string[] = [];
  const found: RegionAudit[] = [];
  for (const region of acks.regions.keys())
    if (!Object.hasOwn(shops, region))
      reasons.push(
        `orders were acknowledged in region “${region}”, but the run has ${Object.keys(shops).join(', ')}`,
      );
  for (const [region, url] of Object.entries(shops)) {
    try {
      found.push(await auditAlive(region, url, options));
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      reasons.push(`region ${region}: ${error.message}`);
    }
  }
  const all = [...acks.regions.values()];
  const sum = (of: (region: RegionAudit) => number) => found.reduce((total, region) => total + of(region), 0);
  return {
    done: reasons.length === 0,
    reason: reasons.length === 0 ? null : reasons.join('; '),
    acknowledged: all.reduce((total, { acknowledged }) => total + acknowledged.size, 0),
    lost: sum(({ lostIds }) => lostIds.length),
    lostIds: found.flatMap(({ lostIds }) => lostIds).slice(0, LOST_IDS_MAX),
    indeterminate: all.reduce((total, { indeterminate }) => total + indeterminate.size, 0),
    unexplained: sum(({ unexplained }) => unexplained),
    oversoldPieces: sum(({ oversoldPieces }) => oversoldPieces),
    overissuedCoupons: sum(({ overissuedCoupons }) => overissuedCoupons),
    brokenPromises: found.flatMap(({ brokenPromises }) => brokenPromises),
  };
};

interface RegionAudit {
  readonly lostIds: readonly string[];
  readonly unexplained: number;
  readonly oversoldPieces: number;
  readonly overissuedCoupons: number;
  readonly brokenPromises: readonly string[];
}

/** `dead`: no answer, so that starting it again may help. */
class ShopError extends Error {
  override readonly name = 'ShopError';
  readonly dead: boolean;

  constructor(message: string, options: ErrorOptions & { readonly dead: boolean }) {
    super(message, options);
    this.dead = options.dead;
  }
}

async function auditAlive(region: string, url: string, options: AuditOptions): Promise<RegionAudit> {
  const acks = options.acks.regions.get(region) ?? NO_ACKS;
  try {
    return await auditRegion(region, acks, shopAt(url, options.adminToken));
  } catch (error) {
    if (!(error instanceof ShopError) || !error.dead) throw error;
    const again = await options.restart(region).catch((cause: unknown) => {
      const message = `${error.message}, and it could not be started again: ${reasonOf(cause)}`;
      throw new ShopError(message, { cause, dead: true });
    });
    return await auditRegion(region, acks, shopAt(again, options.adminToken));
  }
}

async function auditRegion(
  region: string,
  { acknowledged, indeterminate }: RegionAcks,
  ask: Ask,
): Promise<RegionAudit> {
  const lostIds: string[] = [];
  for (const ids of chunks(acknowledged, IDS_PER_REQUEST)) {
    const { missing } = await ask(missingAnswer, '/admin/audit/orders', { ids });
    lostIds.push(...missing);
  }
  let unexplained = 0;
  for await (const id of storedIds(ask)) if (!acknowledged.has(id) && !indeterminate.has(id)) unexplained++;
  const ledger = await ask(ledgerAnswer, '/admin/audit/ledger');
  const brokenPromises = ledger.brokenPromises.map((promise) => `${region}: ${promise}`);
  return { lostIds, unexplained, ...ledger, brokenPromises };
}

async function* storedIds(ask: Ask): AsyncGenerator<string> {
  let after: string | undefined;
  for (;;) {
    const from = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
    const path = `/admin/audit/order-ids?limit=${IDS_PER_REQUEST}${from}`;
    const { ids } = await ask(pageAnswer, path);
    const last = ids.at(-1);
    if (last === undefined) return;
    if (after !== undefined && last <= after)
      throw new ShopError(`${path} answered ids up to “${last}”: pages must ascend`, { dead: false });
    yield* ids;
    after = last;
  }
}

function* chunks(ids: Iterable<string>, size: number): Generator<readonly string[]> {
  let chunk: string[] = [];
  for (const id of ids) {
    if (chunk.push(id) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** GET, or POST when there is a body. */
type Ask = <T>(answer: z.ZodType<T>, path: string, body?: object) => Promise<T>;

const shopAt =
  (url: string, adminToken: string): Ask =>
  async (answer, path, body) => {
    const subject = `${body === undefined ? 'GET' : 'POST'} ${url}${path}`;
    const [response, text] = await fetch(`${url}${path}`, {
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    })
      .then(async (response) => [response, await response.text()] as const)
      .catch((cause: unknown) => {
        throw new ShopError(`${subject} got no answer: ${reasonOf(cause)}`, { cause, dead: true });
      });
    const quoted = `“${text.slice(0, QUOTED_CHARACTERS)}”`;
    if (!response.ok)
      throw new ShopError(`${subject} answered ${response.status} ${quoted}`, { dead: false });
    const parsed = answer.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    throw new ShopError(`${subject} answered ${quoted}: ${z.prettifyError(parsed.error)}`, { dead: false });
  };

/** Undefined, which no answer here is, for what is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
