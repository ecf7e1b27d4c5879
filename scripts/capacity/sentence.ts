/** The answer, and what a reader must know of it, in words. */
import { inFull, inShort } from '../text/numbers.ts';
import type { CapacityWords } from '../words/capacity/words.ts';
import type { Words } from '../words/words.ts';
import type { Answer, Enough } from './answer.ts';
import type { Interval } from './bootstrap.ts';
import type { Capacity, Objective } from './capacity.ts';
import { CHOOSES_FROM } from './choose.ts';
import { type Dropped, reasonFor, worthSaying } from './samples.ts';
import { fewestFor, throughputAt } from './usl.ts';

const PERCENT = 100;
const MS_PER_SECOND = 1000;

export const shareText = (share: number): string => `${inShort(share * PERCENT)} %`;

export const rangeText = ({ lower, upper }: Interval, words: CapacityWords): string =>
  words.range(inShort(lower), Number.isFinite(upper) ? inShort(upper) : null);

/** Above one, two decimals of what is a factor; whole numbers without. */
const timesText = (times: number): string => inShort(times);

/** One sentence; null: nothing was asked. */
export function answerText(
  { answer, question, model, source }: Capacity,
  words: CapacityWords,
): string | null {
  if (answer === null || question === null) return null;
  const isMachines = model.axis === 'replicas';
  const counted = (n: number): string => words.counted(inFull(Math.round(n)), isMachines);
  const demand = words.demand(inFull(question.demand.likely), objectiveText(source.objective));
  const needed = inFull(answer.needed);
  const measuredTo = inShort(model.measuredTo);
  switch (answer.kind) {
    case 'enough':
      return words.enough({
        ...{ demand, counted: counted(answer.n), range: rangeText(answer.interval, words), measuredTo },
        zones: zonesText(answer, question, counted),
        used: shareText(answer.usedShare),
        extrapolated: answer.extrapolated > 1 ? timesText(answer.extrapolated) : null,
      });
    case 'beyond-top':
      return words.beyondTop({
        ...{ demand, needed, most: inFull(answer.most) },
        counted: answer.topN === null ? null : counted(answer.topN),
        contention: shareText(answer.contentionShare),
        crosstalk: shareText(1 - answer.contentionShare),
      });
    case 'beyond-tier':
      return words.beyondTier({
        ...{ demand, needed, tier: answer.tier?.tier ?? '', ceiling: inFull(answer.tier?.ceiling ?? 0) },
      });
    case 'too-far': {
      const isReached = Number.isFinite(answer.n);
      const times = answer.n / model.measuredTo;
      return words.tooFar({
        ...{ demand, needed, measuredTo, times: timesText(times) },
        counted: isReached ? counted(answer.n) : null,
        most: Number.isFinite(answer.most) ? inFull(answer.most) : null,
        extrapolate: isReached ? String(Math.ceil(times)) : '<times>',
      });
    }
  }
}

/** The answer beside what was built into the target; null: nobody knows that. */
export function truthText({ source: { truth }, answer }: Capacity, words: CapacityWords): string | null {
  if (truth === undefined || truth === null) return null;
  const { lambda, sigma, kappa } = truth;
  const n = answer === null ? null : fewestFor(truth, answer.needed);
  const isInside =
    n === null || answer?.kind !== 'enough' ? null : n >= answer.interval.lower && n <= answer.interval.upper;
  return words.truth({
    ...{ lambda: inShort(lambda), sigma: inShort(sigma), kappa: inShort(kappa), isInside },
    counted: n === null || !Number.isFinite(n) ? null : words.counted(inFull(n), true),
  });
}

const zonesText = (
  { withZonesLost }: Enough,
  { zones, lostZones }: NonNullable<Capacity['question']>,
  counted: (n: number) => string,
): { counted: string | null; lost: string; all: string } | null =>
  withZonesLost === null
    ? null
    : {
        ...{ lost: String(lostZones), all: String(zones) },
        counted: Number.isFinite(withZonesLost) ? counted(withZonesLost) : null,
      };

const objectiveText = (objective: Objective | null): { share: string; seconds: string } | null =>
  objective === null
    ? null
    : { share: shareText(objective.share), seconds: inShort(objective.withinMs / MS_PER_SECOND) };

/** What goes with the answer, and what must be known before it is trusted. */
export function noteTexts(
  capacity: Capacity,
  { capacity: words, message }: Pick<Words, 'capacity' | 'message'>,
): readonly string[] {
  const { model, answer, question } = capacity;
  const { lackOfFit, atBounds, influential, errors, chosen, dropped, axis, curve } = model;
  const other = errors === 'constant' ? 'relative' : 'constant';
  const nOf = ({ level }: Dropped): number => (axis === 'replicas' ? level.replicas : level.load) ?? 1;
  return [
    ...(answer === null ? [] : tierNotes(answer, capacity, words)),
    ...(question === null || question.demand.low === question.demand.high
      ? []
      : [words.demandRange(inFull(question.demand.low), inFull(question.demand.high))]),
    ...(answer?.kind === 'enough' ? enoughNotes(answer, chosen === null, words) : []),
    ...(chosen === null ? [words.notChosen(inFull(model.samples.length), String(CHOOSES_FROM))] : []),
    ...(atBounds.length === 0
      ? []
      : [words.atBounds(atBounds.map((each) => (each === 'sigma' ? 'σ' : 'κ')).join(', '))]),
    ...(lackOfFit === null
      ? []
      : [(lackOfFit.isShown ? words.lackOfFit : words.fits)(shareText(lackOfFit.chance))]),
    ...influential.levels.map(({ n, without }) =>
      words.influential({
        ...{ n: inShort(n), at: inShort(influential.at), without: inShort(without) },
        says: inShort(throughputAt(curve, influential.at)),
      }),
    ),
    ...(model.otherErrorsFit ? [words.otherErrors(words.errors[errors], words.errors[other])] : []),
    ...new Set(
      worthSaying(dropped, nOf, model.groups).map((each) =>
        words.dropped(inShort(nOf(each)), message(reasonFor(each, words.why))),
      ),
    ),
    ...confirmationNotes(capacity, words, message),
  ];
}

/** The run that was made for the answer alone. */
function confirmationNotes(
  { source: { confirmation } }: Capacity,
  words: CapacityWords,
  message: Words['message'],
): readonly string[] {
  if (confirmation === undefined || confirmation === null) return [];
  const { replicas, offered, throughput, isConfirmed, why } = confirmation;
  const counted = words.counted(inFull(replicas), true);
  const said = { counted, offered: inFull(offered), throughput: inFull(throughput), why: message(why) };
  return [isConfirmed ? words.confirmed(said) : words.notConfirmed(said)];
}

function tierNotes({ kind, tier }: Answer, { model }: Capacity, words: CapacityWords): readonly string[] {
  if (tier === null || kind === 'beyond-tier') return [];
  const counted = tier.atN === null ? null : words.counted(inFull(tier.atN), model.axis === 'replicas');
  return [words.binds({ tier: tier.tier, ceiling: inFull(tier.ceiling), counted })];
}

/** A share of draws that nobody would see as one is none. */
const NONE_SHARE_SHOWN = 0.001;

function enoughNotes(
  { byCurve, noneShare }: Enough,
  isOpen: boolean,
  words: CapacityWords,
): readonly string[] {
  const by = (name: string): string => {
    const n = byCurve.find((each) => each.name === name)?.n ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(n) ? inFull(n) : '–';
  };
  return [
    ...(isOpen ? [words.byCurve({ linear: by('linear'), amdahl: by('amdahl'), usl: by('usl') })] : []),
    ...(noneShare < NONE_SHARE_SHOWN ? [] : [words.noneShare(shareText(noneShare))]),
  ];
}

const DECIMALS = 2;
const money = (amount: number): string => amount.toFixed(DECIMALS);

/** Null: there is no price, or no number of machines. */
export function costText({ cost }: Capacity, words: CapacityWords): string | null {
  if (cost === null) return null;
  const { machine, currency, answer, headroom, lower, upper, withZonesLost } = cost;
  const inCurrency = (amount: number | null): string | null =>
    amount === null ? null : `${money(amount)} ${currency}`;
  return words.cost({
    ...{ machine, answer: `${money(answer)} ${currency}`, headroom: inCurrency(headroom) },
    range: words.range(money(lower), upper === null ? null : money(upper)),
    zones: inCurrency(withZonesLost),
  });
}
