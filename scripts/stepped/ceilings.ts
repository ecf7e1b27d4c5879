/** What tiers that replicas do not scale carry at most: what the plan says, or what their own saturation tells. Pure. */
import type { TierSettings } from '../../scenarios/campaigns/capacity-settings.ts';
import type { Tier } from '../capacity/answer.ts';

/** How full a tier was at one level, 0 to 1, and what was carried meanwhile, requests a second. */
export interface Filled {
  readonly tier: string;
  readonly share: number;
  readonly throughput: number;
}

/** A line through fewer levels says nothing. */
const LEVELS_MIN = 3;
/** No ceiling lies further from what was seen than an answer may: twice. */
const FULL_SHARE_MIN = 0.5;

export interface Ceilings {
  readonly tiers: readonly Tier[];
  /** Tiers of whose saturation too little was seen. */
  readonly unknown: readonly string[];
}

/**
 * The utilisation law: a tier that is used for D seconds by each request is full to the share U = XD at X requests a second, so it
 * carries 1/D. Half of it must have been used at some level: a line says nothing of what lies further than twice beyond it. D is the line through the origin that is nearest to all levels.
 * @see Denning & Buzen, "The operational analysis of queueing network models", ACM Computing Surveys 10, 1978
 */
export function ceilingsOf(settings: readonly TierSettings[], filled: readonly Filled[]): Ceilings {
  const tiers: Tier[] = [];
  const unknown: string[] = [];
  for (const { tier, ceiling } of settings) {
    const found = ceiling ?? byLaw(filled.filter((each) => each.tier === tier));
    if (found === null) unknown.push(tier);
    else tiers.push({ tier, ceiling: found });
  }
  return { tiers, unknown };
}

function byLaw(filled: readonly Filled[]): number | null {
  const seen = filled.filter(({ share, throughput }) => share > 0 && throughput > 0);
  if (seen.length < LEVELS_MIN || !seen.some(({ share }) => share >= FULL_SHARE_MIN)) return null;
  const squares = seen.reduce((sum, { throughput }) => sum + throughput ** 2, 0);
  return squares / seen.reduce((sum, { share, throughput }) => sum + share * throughput, 0);
}
