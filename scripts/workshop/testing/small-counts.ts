/** What a rehearsal of the small plan counts. Its numbers agree with each other: whoever is sent on comes, or is cut off. */
import { EVERY_OUTCOME } from '../../../scenarios/metrics.ts';
import type { StepCount } from '../../evidence/counted.ts';
import type { Observations } from '../../evidence/observations.ts';
import type { Following, PopulationForecast } from '../../forecast/forecast.ts';
import { BROWSER_THINK_SECONDS, BROWSERS, HERD_SHOPPERS, PHASE_SECONDS } from './small-plan.ts';

export const BROWSES = (BROWSERS * PHASE_SECONDS) / BROWSER_THINK_SECONDS;
export const INTENDED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'warm-up': { 'home.view': BROWSES, 'coupon.redeem': 1600 },
  burst: { 'home.view': BROWSES, 'coupon.redeem': 12_000, 'order.create': 12_000 },
  'flash-sale': { 'home.view': BROWSES, 'flash.take': HERD_SHOPPERS },
};
/** Of the herd, too late for one of the pieces. */
const FLASH_REFUSED = 500;

/** Whatever the answer, somebody goes on to `next`. */
const always = (step: string, next: string): readonly Following[] =>
  EVERY_OUTCOME.map((outcome) => ({ step, outcome, next, share: 1 }));

export const BUYER_THINK_SECONDS = 2;
type Graph = Pick<PopulationForecast, 'steps' | 'following' | 'thinkSecondsMax'>;
export const GRAPHS: Readonly<Record<string, Graph>> = {
  browsers: {
    steps: ['home.view'],
    following: always('home.view', 'home.view'),
    thinkSecondsMax: BROWSER_THINK_SECONDS,
  },
  buyers: {
    steps: ['coupon.redeem', 'order.create'],
    following: always('coupon.redeem', 'order.create'),
    thinkSecondsMax: BUYER_THINK_SECONDS,
  },
  bots: { steps: ['coupon.redeem'], following: [], thinkSecondsMax: 0 },
  herd: { steps: ['flash.take'], following: [], thinkSecondsMax: 0 },
};
/** Who comes to a step. */
const VISITOR: Readonly<Record<string, string>> = {
  'home.view': 'browsers',
  'coupon.redeem': 'buyers',
  'order.create': 'buyers',
  'flash.take': 'herd',
};

/** How a step of a phase went. The rest of `intended` was ok and in time. */
export interface StepStory {
  readonly intended?: number;
  readonly refused?: number;
  readonly failed?: number;
  readonly degraded?: number;
  readonly stopped?: number;
  /** Ok, and over the limit. */
  readonly late?: number;
  /** Ok, and over the limit because of the generator. */
  readonly own?: number;
  readonly unsent?: number;
}
/** By `phase · step`; both `phase` and `step` may be `*`. */
export type StepStories = Readonly<Record<string, StepStory | ((intended: number) => StepStory)>>;

/** Two regions, so that a judge that looked at one alone would be seen. */
export const REGIONS = ['east', 'south'] as const;

type Counts = Pick<Observations, 'intended' | 'responses' | 'unsent' | 'answers' | 'sessions' | 'cutOff'>;
type FirstStep = StepCount & { readonly population: string };

export function countsOf(stories: StepStories): Counts & { readonly firstSteps: readonly FirstStep[] } {
  const intended: StepCount[] = [];
  const unsent: StepCount[] = [];
  const responses: Observations['responses'][number][] = [];
  const firstSteps: FirstStep[] = [];
  const cutOff: Observations['cutOff'][number][] = [];
  for (const [phase, steps] of Object.entries(INTENDED)) {
    /** How many redeemed, by region: whoever did goes on to an order. */
    const redeemed = [0, 0];
    for (const [step, planned] of Object.entries(steps)) {
      const went = storyOf(
        stories,
        phase,
        step,
        step === 'order.create' ? redeemed[0]! + redeemed[1]! : planned,
      );
      const ended = HOW.map((how) => went[how] ?? 0);
      REGIONS.forEach((region, r) => {
        const at = { phase, step, region };
        const all = r === 0 ? Math.floor(went.intended / 2) : Math.ceil(went.intended / 2);
        const halves = halved(ended, r);
        const [late = 0, own = 0, refused = 0, failed = 0, degraded = 0, stopped = 0, never = 0] = halves;
        const ok = all - halves.reduce((sum, count) => sum + count, 0);
        intended.push({ ...at, count: all });
        unsent.push({ ...at, count: never });
        responses.push(
          { ...at, outcome: 'ok', within: 'true', count: ok },
          { ...at, outcome: 'ok', within: 'false', count: late },
          { ...at, outcome: 'ok', within: 'own', count: own },
          { ...at, outcome: 'refused', within: 'true', count: refused },
          { ...at, outcome: 'failed', within: 'true', count: failed },
          { ...at, outcome: 'degraded', within: 'true', count: degraded },
          { ...at, outcome: 'stopped', within: 'true', count: stopped },
        );
        const by = { ...at, population: VISITOR[step]! };
        if (step === 'coupon.redeem') redeemed[r] = all - never;
        if (step === 'coupon.redeem' || step === 'flash.take') firstSteps.push({ ...by, count: all });
        // Each browser is still thinking when the phase ends.
        if (step === 'home.view') firstSteps.push({ ...by, count: BROWSERS / 2 });
        if (step === 'home.view') cutOff.push({ ...by, count: BROWSERS / 2 - never });
        if (step === 'order.create') cutOff.push({ ...by, count: redeemed[r]! - all });
      });
    }
    // The warm-up is over before anybody gets as far as an order.
    if (!('order.create' in steps))
      REGIONS.forEach((region, r) => {
        cutOff.push({ phase, step: 'order.create', region, population: 'buyers', count: redeemed[r]! });
      });
  }
  const sessions = firstSteps.map((each) => ({ ...each, cause: 'plan' as const }));
  return { intended, responses, unsent, answers: answersOf(responses), sessions, cutOff, firstSteps };
}

/** The same answers by who asked, whether they were in time or not. */
export const answersOf = (responses: Observations['responses']): Observations['answers'] =>
  responses.map(({ within: _within, ...each }) => ({ ...each, population: VISITOR[each.step]! }));

/** The rest of `intended` was ok and in time. */
const HOW = ['late', 'own', 'refused', 'failed', 'degraded', 'stopped', 'unsent'] as const;

/** The part of one of two regions: halves whose sum is half of the whole sum, also where counts are odd. */
function halved(counts: readonly number[], region: number): readonly number[] {
  let before = 0;
  return counts.map((count) => {
    const first = Math.floor((before + count) / 2) - Math.floor(before / 2);
    before += count;
    return region === 0 ? first : count - first;
  });
}

function storyOf(stories: StepStories, phase: string, step: string, planned: number) {
  const told = ['*', step].flatMap((s) => ['*', phase].map((p) => stories[`${p} · ${s}`]));
  const tell = told.map((each) => (typeof each === 'function' ? each(planned) : each));
  const usual = step === 'flash.take' ? { refused: FLASH_REFUSED } : {};
  return Object.assign({ intended: planned }, usual, ...tell) as StepStory & { readonly intended: number };
}
