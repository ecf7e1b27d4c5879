/**
 * The audit compares the orders that the crowd saw acknowledged with the orders stored in each region's shop. No acknowledged order
 * may be lost, and no order may be stored that nobody placed.
 */
import { z } from 'zod';
import type { LedgerAudit } from '../../evidence/observations.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import type { Acks } from './acks.ts';
import { type Ask, type AskOptions, ShopError, shopAt } from './ask.ts';

export interface AuditOptions extends AskOptions {
  readonly acks: Acks;
  /** Base URL of every region's shop, even if no order went there. Regions may share one. */
  readonly shops: Readonly<Record<string, string>>;
  /** The ids of this run's orders begin with this; a target may also hold other orders. Empty: all orders are this run's. */
  readonly orderPrefix: string;
  /** Starts a region's dead shop again on its own data and resolves with its new base URL. Called at most once a region. */
  readonly restart: (region: string) => Promise<string>;
}

/** What the shop takes in one request. */
const IDS_PER_REQUEST = 10_000;
const LOST_IDS_MAX = 20;

const missingAnswer = z.object({ missing: z.array(z.string()) });
const pageAnswer = z.object({ ids: z.array(z.string()) });
const ledgerAnswer = z.object({
  oversoldPieces: z.number(),
  overissuedCoupons: z.number(),
  brokenPromises: z.array(z.string()),
});

/**
 * Never rejects because of a shop. If one could not be asked, `done` is false and `reason` says why. The numbers are then those of
 * the other regions, so an order that was found lost stays lost.
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
  for (const [url, regions] of regionsByUrl(shops)) {
    try {
      found.push(await auditAlive(regions, url, options));
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      reasons.push(`region ${regions.join(', ')}: ${error.message}`);
    }
  }
  const all = [...acks.regions.values()];
  const sum = (of: (region: RegionAudit) => number) => found.reduce((total, region) => total + of(region), 0);
  return {
    done: reasons.length === 0,
    reason: reasons.length === 0 ? null : reasons.join('; '),
    tornLines: acks.tornLines,
    answersRead: acks.answersRead,
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

/** Regions that share a shop are audited once, because they share its books. */
function regionsByUrl(shops: AuditOptions['shops']): ReadonlyMap<string, readonly string[]> {
  const regions = new Map<string, string[]>();
  for (const [region, url] of Object.entries(shops)) regions.set(url, [...(regions.get(url) ?? []), region]);
  return regions;
}

async function auditAlive(
  regions: readonly string[],
  url: string,
  options: AuditOptions,
): Promise<RegionAudit> {
  try {
    return await auditRegions(regions, options, shopAt(url, options));
  } catch (error) {
    if (!(error instanceof ShopError) || !error.dead) throw error;
    const again = await options.restart(regions[0]!).catch((cause: unknown) => {
      const message = `${error.message}, and it could not be started again: ${reasonOf(cause)}`;
      throw new ShopError(message, { cause, dead: true });
    });
    return await auditRegions(regions, options, shopAt(again, options));
  }
}

async function auditRegions(
  regions: readonly string[],
  { acks, orderPrefix }: AuditOptions,
  ask: Ask,
): Promise<RegionAudit> {
  const known = regions.flatMap((region) => acks.regions.get(region) ?? []);
  const lostIds: string[] = [];
  for (const { acknowledged } of known)
    for (const ids of chunks(acknowledged, IDS_PER_REQUEST)) {
      const { missing } = await ask(missingAnswer, '/admin/audit/orders', { ids });
      lostIds.push(...missing);
    }
  const isKnown = (id: string): boolean =>
    known.some(({ acknowledged, indeterminate }) => acknowledged.has(id) || indeterminate.has(id));
  let unexplained = 0;
  for await (const id of storedIds(ask)) if (id.startsWith(orderPrefix) && !isKnown(id)) unexplained++;
  const ledger = await ask(ledgerAnswer, '/admin/audit/ledger');
  const brokenPromises = ledger.brokenPromises.map((promise) => `${regions.join(', ')}: ${promise}`);
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

export const notAudited = (reason: string): LedgerAudit => ({
  done: false,
  reason,
  tornLines: 0,
  answersRead: 0,
  acknowledged: 0,
  lost: 0,
  lostIds: [],
  indeterminate: 0,
  unexplained: 0,
  oversoldPieces: 0,
  overissuedCoupons: 0,
  brokenPromises: [],
});
