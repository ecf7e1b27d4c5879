/** How many machines a demand takes, or why no number of them can be told. */
import { fewestIn, type Interval, intervalOf } from './bootstrap.ts';
import { type Demand, drawDemand } from './demand.ts';
import { EXTRAPOLATES_TO, type Model } from './model.ts';
import { randomFrom } from './random.ts';
import { type Curve, contentionShareAt, fewestFor, mostOf, throughputAt, topOf } from './usl.ts';

/** What replicas do not scale: a database, a bank's quota. */
export interface Tier {
  readonly tier: string;
  /** The most that it carries, requests a second. */
  readonly ceiling: number;
}

export interface Question {
  readonly demand: Demand;
  /** The share of what the machines carry that the demand may take. */
  readonly utilisation: number;
  readonly zones: number;
  /** So many may be lost, and the others carry the demand. */
  readonly lostZones: number;
  readonly tiers: readonly Tier[];
  /** How many times the largest n measured the answer may lie beyond it. */
  readonly extrapolate: number;
}

/** What the machines must carry, and what is known of it before they are counted. */
interface Asked {
  /** Demand ÷ utilisation. */
  readonly needed: number;
  /** The tier with the lowest ceiling. `atN`: the curve reaches it there; null: it never does. */
  readonly tier: (Tier & { readonly atN: number | null }) | null;
}

export interface Enough extends Asked {
  readonly kind: 'enough';
  readonly n: number;
  /** 95 %, of the number that one more measurement would ask for, with the demand's own uncertainty. Infinity: no number may do. */
  readonly interval: Interval;
  /** The share of draws in which no number would do. */
  readonly noneShare: number;
  /** Each curve's own number: the spread is what the choice of a curve is worth. */
  readonly byCurve: readonly { readonly name: string; readonly n: number }[];
  /** Without headroom: at full use, and with no zone lost. */
  readonly bare: number;
  /** With the lost zones, spread evenly; null: none is lost. Infinity: the curve's top is in the way. */
  readonly withZonesLost: number | null;
  /** The likely demand, as a share of what n carry. */
  readonly usedShare: number;
  /** n, as a multiple of the largest measured. */
  readonly extrapolated: number;
}

export interface BeyondTop extends Asked {
  readonly kind: 'beyond-top';
  /** What the curve reaches, and where; null: it only comes close to it. */
  readonly most: number;
  readonly topN: number | null;
  /** Of what is lost there against machines that share nothing: contention (σ); the rest is crosstalk (κ). */
  readonly contentionShare: number;
}

export interface BeyondTier extends Asked {
  readonly kind: 'beyond-tier';
}

export interface TooFar extends Asked {
  readonly kind: 'too-far';
  /** What the curve says there. Infinity: it does not reach that far at all. */
  readonly n: number;
  readonly farthest: number;
  /** What the curve reaches at most, or comes close to. */
  readonly most: number;
}

export type Answer = Enough | BeyondTop | BeyondTier | TooFar;

export function answerOf(model: Model, question: Question): Answer {
  const { demand, utilisation } = question;
  const { curve, measuredTo } = model;
  const needed = demand.likely / utilisation;
  const asked: Asked = { needed, tier: bindingTier(curve, question.tiers) };
  if (asked.tier !== null && asked.tier.ceiling < needed) return { ...asked, kind: 'beyond-tier' };
  const n = fewestFor(curve, needed);
  const farthest = measuredTo * question.extrapolate;
  const top = topOf(curve);
  // A top beyond what may be told is one that nobody has seen.
  if (!Number.isFinite(n) && top <= farthest) return beyondTop(asked, curve);
  if (n > farthest) {
    const isAsked = question.extrapolate > EXTRAPOLATES_TO;
    return isAsked && !Number.isFinite(n)
      ? beyondTop(asked, curve)
      : { ...asked, kind: 'too-far', n, farthest, most: mostOf(curve) };
  }
  return { ...asked, ...enough(model, question, n, needed) };
}

function bindingTier(curve: Curve, tiers: readonly Tier[]): Asked['tier'] {
  const [lowest] = [...tiers].sort((one, other) => one.ceiling - other.ceiling);
  if (lowest === undefined) return null;
  const atN = fewestFor(curve, lowest.ceiling);
  return { ...lowest, atN: Number.isFinite(atN) ? atN : null };
}

function beyondTop(asked: Asked, curve: Curve): BeyondTop {
  const top = topOf(curve);
  // Where the curve never turns, all that is lost in the end is lost to contention.
  const contentionShare = Number.isFinite(top) ? contentionShareAt(curve, top) : 1;
  return {
    ...{ ...asked, kind: 'beyond-top', most: mostOf(curve), contentionShare },
    topN: Number.isFinite(top) ? top : null,
  };
}

function enough(model: Model, question: Question, n: number, needed: number): Omit<Enough, keyof Asked> {
  const { demand, utilisation, zones, lostZones } = question;
  const { curve, candidates, measuredTo } = model;
  const byCurve = candidates.map((each) => ({ name: each.name, n: fewestFor(each, needed) }));
  const random = randomFrom(model.seed + 1);
  const numbers = model.draws.map((draws) =>
    draws.map((draw) => fewestIn(draw, drawDemand(demand, random) / utilisation, model.errors)),
  );
  const drawn = intervalOf(numbers, (each) => each);
  return {
    kind: 'enough',
    n,
    // Draws of the chosen curve scatter around n; with few of them it must not fall outside by a rounding.
    interval: { lower: Math.min(drawn.lower, n), upper: Math.max(drawn.upper, n) },
    noneShare: Math.max(
      ...numbers.map((each) => each.filter((number) => !Number.isFinite(number)).length / each.length),
    ),
    byCurve,
    bare: fewestFor(curve, demand.likely),
    withZonesLost: lostZones === 0 ? null : spreadOver(n, zones, lostZones, curve, needed),
    usedShare: demand.likely / throughputAt(curve, n),
    extrapolated: n / measuredTo,
  };
}

/** The fewest of which n are left when the fullest zones are lost. All of them together must carry the demand too. */
function spreadOver(n: number, zones: number, lost: number, curve: Curve, needed: number): number {
  let all = n;
  while (all - lostOf(all, zones, lost) < n) all++;
  return throughputAt(curve, all) >= needed ? all : Number.POSITIVE_INFINITY;
}

/** Spread as evenly as can be, the first zones have one more. */
function lostOf(all: number, zones: number, lost: number): number {
  const each = Math.floor(all / zones);
  return each * lost + Math.min(lost, all - each * zones);
}
