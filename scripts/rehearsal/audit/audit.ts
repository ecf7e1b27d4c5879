/**
 * The audit compares what the crowd saw promised with what each region's shop has in its books: no acknowledged order may be lost
 * or changed, no payment rolled back, nothing oversold, and nothing may be there that nobody asked for.
 */
import type { Arrivals } from '../../../mock-services/audit/rows.ts';
import { AuditTime } from '../../audit/embedded/audit-context.ts';
import type { PlannedShop } from '../../audit/embedded/planned-shop.ts';
import { PromiseBook } from '../../audit/embedded/promise-book.ts';
import { ShopAudit, type ShopFindings } from '../../audit/embedded/shop-audit.ts';
import type { ArrivalCount, LedgerAudit } from '../../evidence/observations.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { plural } from '../../text/numbers.ts';
import { type Ask, type AskOptions, ShopError, shopAt } from './ask.ts';
import { orderPrefix, type ReadPromises, shopperPrefix } from './read-promises.ts';
import { readArrivals, readOwnFindings, readRows, waitUntilSettled } from './read-shop.ts';

export interface AuditOptions extends AskOptions {
  readonly promises: ReadPromises;
  /** Base URL of every region's shop, even if no order went there. Regions may share one. */
  readonly shops: Readonly<Record<string, string>>;
  /** The shop belongs to this run alone, so all of its orders are this run's. Otherwise only those with the run's id are. */
  readonly isAlone: boolean;
  /** What the plan laid out in a region; null if the shop was laid out by others. */
  readonly planned: (region: string) => PlannedShop | null;
  /** Calendar seconds per real second. */
  readonly speed: number;
  readonly requestTimeoutMs: number;
  /** How long what was promised for later may take after the load. */
  readonly settleMsMax: number;
  /** Counts of a shop that began to count later are not compared. Epoch milliseconds. */
  readonly loadBeganAtMs: number;
  readonly nowMs: () => number;
  /** Starts a region's dead shop again on its own data and resolves with its new base URL. Called at most once a region. */
  readonly restart: (region: string) => Promise<string>;
}

/** Of the ids of lost orders, so many are named. */
export const LOST_IDS_MAX = 20;
const MS_PER_SECOND = 1000;

/**
 * Never rejects because of a shop. If one could not be asked, `done` is false and `reason` says why. The numbers are then those of
 * the other regions, so an order that was found lost stays lost.
 */
export const auditLedger = async (options: AuditOptions): Promise<LedgerAudit> => {
  const { promises, shops } = options;
  const reasons = strangersInWords(promises.strangers, Object.keys(shops));
  const found: RegionAudit[] = [];
  for (const [url, regions] of regionsByUrl(shops)) {
    try {
      found.push(await auditAlive(regions, url, options));
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      reasons.push(`region ${regions.join(', ')}: ${error.message}`);
    }
  }
  const sum = (of: (region: RegionAudit) => number) => found.reduce((total, region) => total + of(region), 0);
  return {
    done: reasons.length === 0,
    reason: reasons.length === 0 ? null : reasons.join('; '),
    tornLines: promises.tornLines,
    answersRead: promises.answersRead,
    acknowledged: promises.acknowledged,
    lost: sum(({ lost }) => lost),
    lostIds: found.flatMap(({ lostIds }) => lostIds).slice(0, LOST_IDS_MAX),
    indeterminate: promises.indeterminate,
    ...(reasons.length === 0
      ? { indeterminateStored: sum(({ indeterminateStored }) => indeterminateStored) }
      : {}),
    unexplained: sum(({ unexplained }) => unexplained),
    oversoldPieces: sum(({ oversoldPieces }) => oversoldPieces),
    overissuedCoupons: sum(({ overissuedCoupons }) => overissuedCoupons),
    brokenPromises: found.flatMap(({ brokenPromises }) => brokenPromises),
    unasked: found.flatMap(({ unasked }) => unasked),
    arrivals: found.flatMap(({ arrivals }) => arrivals),
  };
};

/** Why nobody could look up what was acknowledged in regions that the run does not have. */
export const strangersInWords = (strangers: Iterable<string>, regions: readonly string[]): string[] =>
  [...strangers].map(
    (region) => `orders were acknowledged in region “${region}”, but the run has ${regions.join(', ')}`,
  );

type RegionAudit = Omit<ShopFindings, 'unsettledPayments'> & { readonly arrivals: readonly ArrivalCount[] };

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
  const book = options.promises.books.get(url) ?? new PromiseBook(orderPrefix(options.runId));
  try {
    return await auditShop(regions, book, options, shopAt(url, options));
  } catch (error) {
    if (!(error instanceof ShopError) || !error.dead) throw error;
    const again = await options.restart(regions[0]!).catch((cause: unknown) => {
      const message = `${error.message}, and it could not be started again: ${reasonOf(cause)}`;
      throw new ShopError(message, { cause, dead: true });
    });
    return await auditShop(regions, book, options, shopAt(again, options));
  }
}

async function auditShop(
  regions: readonly string[],
  book: PromiseBook,
  options: AuditOptions,
  ask: Ask,
): Promise<RegionAudit> {
  const { runId, isAlone, planned, speed, requestTimeoutMs, settleMsMax, nowMs } = options;
  const messages = await waitUntilSettled(ask, settleMsMax);
  const [ourOrders, ourShoppers] = [orderPrefix(runId), shopperPrefix(runId)];
  const isOurs = (order: string, shopper: string): boolean =>
    isAlone || order.startsWith(ourOrders) || shopper.startsWith(ourShoppers);
  const audit = new ShopAudit({
    book,
    isOurs,
    planned: regions.length === 1 ? planned(regions[0]!) : null,
    time: new AuditTime(nowMs(), speed, requestTimeoutMs),
    lostIdsMax: LOST_IDS_MAX,
  });
  await readRows(ask, audit);
  const { unsettledPayments, ...found } = audit.end();
  const unsettled = [
    ...unsettledInWords(unsettledPayments, 'payment', settleMsMax),
    ...unsettledInWords(messages, 'message', settleMsMax),
  ];
  const own = await readOwnFindings(ask);
  const named = (line: string): string => `${regions.join(', ')}: ${line}`;
  return {
    ...found,
    brokenPromises: [...found.brokenPromises, ...unsettled, ...own].map(named),
    unasked: found.unasked.map(named),
    arrivals: comparable(await readArrivals(ask, runId), regions, options),
  };
}

function unsettledInWords(count: number, what: string, settleMsMax: number): string[] {
  if (count === 0) return [];
  const [was, is] = count === 1 ? ['was', 'is'] : ['were', 'are'];
  const after = `${settleMsMax / MS_PER_SECOND} s after the load`;
  return [`${plural(count, what)} ${was} promised for later and ${is} still pending ${after}`];
}

/** A shop that was started again in mid-load has not counted all of it. */
const comparable = (
  { countedSinceMs, steps }: Arrivals,
  regions: readonly string[],
  { loadBeganAtMs }: AuditOptions,
): readonly ArrivalCount[] =>
  countedSinceMs > loadBeganAtMs ? [] : steps.map((counted) => ({ regions, ...counted }));

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
  unasked: [],
  arrivals: [],
});
