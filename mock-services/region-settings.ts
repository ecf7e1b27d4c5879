/** What one region's process is started with: the plan's shop settings, with this region's share already applied. */
import { z } from 'zod';
import type { Calendar } from '../scenarios/campaigns/plan.ts';
import { type GraySettings, versionHeaderOf } from '../scenarios/drills/gray.ts';
import { FAULT_KINDS } from '../scenarios/targets/mock-shop/faults.ts';
import { REPLICAS_MAX } from '../scenarios/targets/mock-shop/replicas.ts';
import type { CarnivalPlan, ShopSettings } from '../scenarios/targets/mock-shop/settings.ts';

export interface RegionSettings extends ShopSettings {
  /** Coupons of the one-yuan campaign, in this region: one for each lapsed member who is tagged for recall. */
  readonly oneYuanQuota: number;
  /** The share of all shoppers who live here. */
  readonly share: number;
  readonly calendar: Calendar;
  /** Left out: no gray release takes traffic here. */
  readonly release?: ReleaseSettings;
}

/** A new version beside the stable one, and how it is made worse on purpose. */
export interface ReleaseSettings {
  readonly version: string;
  readonly header: string;
  readonly share: number;
  readonly steps: readonly string[];
  readonly failsEvery?: number;
  readonly slowMs?: number;
}

/** The plan's shop with quota, flash-sale stock and goal in the proportion of the crowd that `scale` leaves. */
export function scaledShop({ shop, scale }: Pick<CarnivalPlan, 'shop' | 'scale'>): ShopSettings {
  const scaled = (count: number): number => Math.round(count * scale);
  return {
    ...shop,
    couponQuota: scaled(shop.couponQuota),
    couponIssue: scaled(shop.couponIssue),
    flashStockPieces: scaled(shop.flashStockPieces),
    recall: { ...shop.recall, members: scaled(shop.recall.members) },
    goal: { ...shop.goal, orders: scaled(shop.goal.orders), revenueFen: scaled(shop.goal.revenueFen) },
  };
}

/**
 * Splits what all regions share (coupon quotas, flash-sale stock) so that the parts add up exactly to the whole.
 * Ordinary stock is declared per region and is not split.
 *
 * @throws RangeError when the plan has no such region.
 */
export function regionSettings(
  plan: Pick<CarnivalPlan, 'regions' | 'shop' | 'startsAt' | 'timeZone' | 'speed' | 'gray'>,
  region: string,
): RegionSettings {
  const index = plan.regions.findIndex((each) => each.name === region);
  if (index < 0) {
    const known = plan.regions.map((each) => each.name).join(', ');
    throw new RangeError(`The plan has no region "${region}"; it has ${known || 'none at all'}.`);
  }
  const shares = plan.regions.map((each) => each.share);
  const partOf = (whole: number): number => splitByShare(whole, shares)[index]!;
  const members = partOf(plan.shop.recall.members);
  return {
    ...plan.shop,
    couponQuota: partOf(plan.shop.couponQuota),
    oneYuanQuota: members,
    couponIssue: partOf(plan.shop.couponIssue),
    flashStockPieces: partOf(plan.shop.flashStockPieces),
    recall: { ...plan.shop.recall, members },
    goal: {
      ...plan.shop.goal,
      orders: partOf(plan.shop.goal.orders),
      revenueFen: partOf(plan.shop.goal.revenueFen),
    },
    share: shares[index]!,
    calendar: {
      startsAt: plan.startsAt,
      speed: plan.speed,
      ...(plan.timeZone === undefined ? {} : { timeZone: plan.timeZone }),
    },
    ...(plan.gray?.regions.includes(region) === true ? { release: releaseOf(plan.gray) } : {}),
  };
}

const releaseOf = (gray: GraySettings): ReleaseSettings => ({
  version: gray.version,
  header: versionHeaderOf(gray),
  share: gray.share,
  steps: gray.steps,
});

/**
 * Whole parts of a whole number in proportion to shares, by the largest remainder; ties go to the earlier share.
 *
 * @see https://en.wikipedia.org/wiki/Quota_method (Hare quota)
 */
export function splitByShare(whole: number, shares: readonly number[]): number[] {
  const sharesTotal = shares.reduce((sum, share) => sum + share, 0);
  const exact = shares.map((share) => (whole * share) / sharesTotal);
  const parts = exact.map(Math.floor);
  const left = whole - parts.reduce((sum, part) => sum + part, 0);
  const remainder = (index: number): number => exact[index]! - parts[index]!;
  const byRemainder = shares.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const index of byRemainder.slice(0, left)) parts[index]! += 1;
  return parts;
}

const count = z.int().min(0);
const settingsSchema = z.strictObject({
  couponQuota: count,
  oneYuanQuota: count,
  flashStockPieces: count,
  productStockPieces: count,
  products: count.min(1),
  couponIssue: count,
  recall: z.strictObject({ atMinute: z.number().min(0), members: count }),
  goal: z.strictObject({ orders: count, revenueFen: count, hours: z.number().gt(0) }),
  share: z.number().gt(0).max(1),
  calendar: z.strictObject({
    startsAt: z.iso.datetime({ offset: true }),
    speed: z.number().gt(0),
    timeZone: z.string().exactOptional(),
  }),
  durability: z.enum(['process', 'power']),
  faults: z.array(
    z.strictObject({
      step: z.string(),
      kind: z.enum(FAULT_KINDS),
      value: z.number(),
    }),
  ),
  misbehave: z.array(z.string()).exactOptional(),
  replicas: z
    .strictObject({
      count: count.min(1),
      countMax: count.min(1).max(REPLICAS_MAX),
      atOnce: count.min(1),
      serviceMs: z.number().gt(0),
      contention: z.number().min(0).exactOptional(),
      crosstalk: z.number().min(0).exactOptional(),
      queueEach: count.exactOptional(),
      startSeconds: z.strictObject({ median: z.number().gt(0), p99: z.number().gt(0) }).exactOptional(),
    })
    .exactOptional(),
  release: z
    .strictObject({
      version: z.string(),
      header: z.string(),
      share: z.number().min(0).max(1),
      steps: z.array(z.string()),
    })
    .exactOptional(),
}) satisfies z.ZodType<RegionSettings>;

/**
 * Reads a settings file's text.
 *
 * @param file named in the error only.
 * @throws Error that lists every mistake.
 */
export function parseRegionSettings(text: string, file: string): RegionSettings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`Settings file "${file}" is not JSON: ${(error as Error).message}.`);
  }
  const parsed = settingsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(`Settings file "${file}" has mistakes:\n${z.prettifyError(parsed.error)}`);
}
