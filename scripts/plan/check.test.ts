import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mistake, PlanError } from '../mistakes/plan-error.ts';
import { EXAMPLE_KNOWN, examplePlan, type Keys, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { unsaid } from '../workshop/testing/unsaid.ts';
import { checkPlan } from './check.ts';

const errorOf = (plan: unknown): PlanError | undefined => planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN));
const mistakesOf = (plan: unknown): readonly Mistake[] => errorOf(plan)?.mistakes ?? [];

/** One mistake each, independent of all others; `at` is where it is reported when that is not where it is made. */
const SLIPS: { given: Keys; value: unknown; want: RegExp; at?: string }[] = [
  { given: ['name'], value: 'two words', want: /is not a valid name/ },
  { given: ['description'], value: undefined, want: /is missing/ },
  { given: ['seed'], value: 2 ** 32, want: /too big.*at most 4294967295/ },
  { given: ['scale'], value: 0, want: /too small.*above 0/ },
  { given: ['pace'], value: Number.POSITIVE_INFINITY, want: /is not a number/ },
  { given: ['speed'], value: '60', want: /is not a number .*without quotes/ },
  { given: ['withinMs'], value: -1, want: /too small/ },
  { given: ['settleSecondsMax'], value: 301, want: /too big/ },
  { given: ['channels', 'home'], value: 0.5, want: /adds up to 1.1, not to 1/, at: 'channels' },
  { given: ['regions', 1, 'share'], value: 0.2, want: /adds up to 0.9, not to 1/, at: 'regions' },
  { given: ['regions', 2, 'name'], value: 'east', want: /is already the name of regions\[0\]/ },
  { given: ['regions', 1, 'name'], value: 'burst', want: /is also the name of phases\[0\].*by phase, step/ },
  { given: ['shop', 'couponQota'], value: 5, want: /is under an unknown key.*did you mean "couponQuota"\?/ },
  { given: ['shop', 'products'], value: 0, want: /too small.*at least 1/ },
  {
    given: ['shop', 'durability'],
    value: 'proces',
    want: /is not one of "process", "power".*did you mean "process"/,
  },
  { given: ['shop', 'faults', 0, 'step'], value: 'home', want: /is not a step.*or \* for every step/ },
  {
    given: ['shop', 'faults', 1, 'kind'],
    value: 'sold-out',
    want: /has no effect on bank: .*give bank one of .*hang/,
  },
  {
    given: ['shop', 'faults', 2, 'step'],
    value: 'courier-fs',
    want: /not a step or a dependency.*did you mean "courier-sf"/,
  },
  { given: ['shop', 'misbehave'], value: ['oversell'], want: /"oversells"/, at: 'shop.misbehave[0]' },
  { given: ['allow', 0, 'host'], value: 'https://staging.example', want: /is not a host/ },
  { given: ['allow', 0, 'addresses', 0], value: '192.0.2.1', want: /is not a CIDR block/ },
  { given: ['allow', 0, 'addresses', 1], value: '::/0', want: /is not a CIDR block.*prefix of 0 is refused/ },
  { given: ['generator', 'vus'], value: 1001, want: /too big/ },
  { given: ['generator', 'drainMs'], value: 4999, want: /is below generator.requestTimeoutMs \(5000\)/ },
  { given: ['phases', 0, 'populations', 0, 'shoppers', 0, 'value'], value: -5, want: /too small/ },
  { given: ['phases', 0, 'populations', 0, 'shoppers', 1, 'value'], value: 50_000_001, want: /too big/ },
  {
    given: ['phases', 0, 'populations', 0, 'shoppers', 2, 'atMinute'],
    value: 121,
    want: /is after the phase's end, minute 120/,
  },
  {
    given: ['phases', 0, 'populations', 0, 'behaviour'],
    value: 'brows',
    want: /is not a known behaviour.*did you mean "browse"/,
  },
  {
    given: ['phases', 0, 'populations', 1, 'name'],
    value: 'visitors',
    want: /is already the name of populations\[0\]/,
  },
  {
    given: ['phases', 0, 'populations', 1, 'process'],
    value: 'uniform',
    want: /is not one of "poisson", "even"/,
  },
  {
    given: ['phases', 1, 'populations', 0, 'atMinute'],
    value: 11,
    want: /is after the phase's end, minute 10/,
  },
  { given: ['phases', 1, 'begins', 'atMinute'], value: 121, want: /is after the phase's end, minute 120/ },
  {
    given: ['phases', 2, 'begins'],
    value: { after: 'all' },
    want: /is not one of "previous"/,
    at: 'phases[2].begins.after',
  },
  {
    given: ['phases', 2, 'populations', 0, 'kind'],
    value: 'arrive',
    want: /is not one of "held", "arriving", "herd"/,
  },
  { given: ['objectives', 0, 'targetShare'], value: 1, want: /too big.*below 1/ },
  {
    given: ['objectives', 0, 'requires', 0, 'phase'],
    value: 'brust',
    want: /is not a phase of the plan.*did you mean "burst"/,
  },
  {
    given: ['objectives', 0, 'requires', 1, 'step'],
    value: 'flash.tkae',
    want: /is not a step of the shop.*"flash.take"/,
  },
  {
    given: ['objectives', 1, 'requires', 0, 'step'],
    value: 'home.view',
    want: /is not the step of this objective/,
  },
  { given: ['objectives', 2, 'minShare'], value: 0.95, want: /is above maxShare \(0.9\)/ },
  { given: ['objectives', 2, 'step'], value: 'flash', want: /is not a step of the shop/ },
  { given: ['objectives', 3, 'id'], value: 'response-time', want: /is already the id of objectives\[0\]/ },
  { given: ['objectives', 4, 'phase'], value: 'continuation', want: /has no herd to recover from/ },
  { given: ['objectives', 5, 'targetShare'], value: 0, want: /too small.*above 0/ },
  { given: ['objectives', 6, 'maxShare'], value: 1, want: /too big.*below 1/ },
  { given: ['sources', 'scale'], value: 3, want: /is not a string/ },
];
const pathOfKeys = (keys: Keys): string =>
  keys.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${key}` : key),
    '',
  );
const pathOf = ({ given, at }: (typeof SLIPS)[number]): string => at ?? pathOfKeys(given);

const VISITORS: Keys = ['phases', 0, 'populations', 0];
const TRACKERS: Keys = ['phases', 2, 'populations', 1];
const OF_HERD = { phase: 'flash-sale', population: 'herd' };

describe('a plan', () => {
  it('that has no mistake is returned as it is', () => {
    expect(checkPlan(examplePlan, EXAMPLE_KNOWN)).toEqual(examplePlan);
  });

  it.each(SLIPS)('is told where and why $given is wrong with $value', (slip) => {
    const mistakes = mistakesOf(withValue(examplePlan, slip.given, slip.value));
    expect(mistakes.map(({ path }) => path)).toEqual([pathOf(slip)]);
    expect(`${mistakes[0]!.problem} | ${mistakes[0]!.hint}`).toMatch(slip.want);
    expect(unsaid(mistakes)).toEqual([]);
  });

  it('is told every mistake at once, and none that it does not have', () => {
    fc.assert(
      fc.property(fc.subarray(SLIPS), (slips) => {
        const plan = slips.reduce<unknown>(
          (before, { given, value }) => withValue(before, given, value),
          examplePlan,
        );
        // A recovery objective is not told that its phase has no herd while a population of that phase has no kind.
        const isHidden = (slip: (typeof SLIPS)[number]): boolean =>
          slip.value === 'continuation' && slips.some(({ value }) => value === 'arrive');
        const want = slips.filter((slip) => !isHidden(slip)).map(pathOf);
        expect(
          mistakesOf(plan)
            .map(({ path }) => path)
            .sort(),
        ).toEqual(want.sort());
      }),
    );
  });

  it.each([
    {
      given: 'a curve out of order',
      path: ['phases', 0, 'populations', 0, 'shoppers', 2, 'atMinute'],
      value: 30,
    },
    {
      given: 'two points at one minute',
      path: ['phases', 0, 'populations', 0, 'shoppers', 2, 'atMinute'],
      value: 60,
    },
    { given: 'a phase during a later one', path: ['phases', 1, 'begins', 'during'], value: 'continuation' },
    { given: 'a phase during itself', path: ['phases', 1, 'begins', 'during'], value: 'flash-sale' },
    { given: 'fewer requests in flight than VUs', path: ['generator', 'inFlightMax'], value: 1 },
    {
      given: 'half an error',
      path: ['shop', 'faults', 0],
      value: { step: '*', kind: 'error', value: 0.5 },
      at: 'shop.faults[0].value',
    },
    {
      given: 'a page sold out',
      path: ['shop', 'faults', 0],
      value: { step: 'home.view', kind: 'sold-out', value: 0 },
      at: 'shop.faults[0].kind',
    },
    { given: 'a fraction of a herd', path: ['phases', 1, 'populations', 0, 'shoppers'], value: 1.5 },
    { given: 'no phase at all', path: ['phases'], value: [], at: 'phases' },
    {
      given: 'shoppers of a phase that nobody planned',
      path: [...TRACKERS, 'of', 'phase'],
      value: 'warm-up',
    },
    {
      given: 'shoppers of a later phase',
      path: [...VISITORS, 'of'],
      value: OF_HERD,
      at: `${pathOfKeys(VISITORS)}.of.phase`,
    },
    { given: 'shoppers of nobody', path: [...TRACKERS, 'of', 'population'], value: 'heard' },
    {
      given: 'shoppers of the population itself',
      path: [...TRACKERS, 'of'],
      value: { phase: 'continuation', population: 'trackers' },
      at: `${pathOfKeys(TRACKERS)}.of.population`,
    },
    {
      given: 'shoppers of a held crowd, whose places change hands',
      path: [...TRACKERS, 'of'],
      value: { phase: 'burst', population: 'visitors' },
      at: `${pathOfKeys(TRACKERS)}.of.population`,
    },
    {
      given: 'shoppers of half a name',
      path: [...TRACKERS, 'of', 'population'],
      value: undefined,
    },
    {
      given: 'bots stopped at one step',
      path: ['objectives', 5, 'requires', 0, 'step'],
      value: 'flash.take',
    },
    {
      given: 'more populations than there are addresses',
      path: ['phases', 0, 'populations'],
      value: Array.from({ length: 250 }, (_, i) => ({
        ...examplePlan.phases[1]!.populations[0],
        name: `p${i}`,
      })),
      at: 'phases',
    },
  ] as { given: string; path: Keys; value: unknown; at?: string }[])(
    'cannot have $given',
    ({ given, path, value, at }) => {
      const mistakes = mistakesOf(withValue(examplePlan, path, value));
      expect(mistakes[0]!.path).toBe(at ?? pathOf({ given: path, value, want: new RegExp(given) }));
      expect(mistakes).toHaveLength(1);
    },
  );

  it.each([
    { given: 'herd', want: /./ },
    { given: 'heard', want: /is not a population of phase "flash-sale".*did you mean "herd"\?/ },
  ])('gets a hint when `of` is wrong: $given', ({ given, want }) => {
    const mistakes = mistakesOf(withValue(examplePlan, [...TRACKERS, 'of', 'population'], given));
    expect(mistakes.map(({ problem, hint }) => `${problem} | ${hint}`)).toEqual(
      given === 'herd' ? [] : [expect.stringMatching(want)],
    );
  });

  it('may let shoppers come back within their phase, but not before they came', () => {
    const inPhase = (population: string, index: number) =>
      mistakesOf(
        withValue(examplePlan, ['phases', 2, 'populations', index, 'of'], {
          phase: 'continuation',
          population,
        }),
      );
    expect(inPhase('returners', 1)).toEqual([]);
    expect(inPhase('trackers', 0)).toMatchObject([{ problem: 'is not an earlier population of this phase' }]);
  });

  it('is not told that a required cell is about another step while the objective’s own step is unknown', () => {
    const mistakes = mistakesOf(withValue(examplePlan, ['objectives', 1, 'step'], 'coupon.redem'));
    expect(mistakes.map(({ path }) => path)).toEqual(['objectives[1].step']);
  });

  it('is not told that a phase is unknown while the name of one is malformed', () => {
    const mistakes = mistakesOf(withValue(examplePlan, ['phases', 0, 'name'], 'the burst'));
    expect(mistakes.map(({ path }) => path)).toEqual(['phases[0].name']);
  });

  it('may not exceed the limits once it is multiplied by its scale', () => {
    const mistakes = mistakesOf({ ...examplePlan, scale: 30_000 });
    expect(mistakes.map(({ path, value }) => [path, value])).toEqual([
      ['phases[0].populations[0].shoppers[1].value', 2000],
    ]);
    expect(mistakesOf({ ...examplePlan, scale: 31_000 }).map(({ path }) => path)).toContain(
      'phases[0].populations[1].perHour[0].value',
    );
  });

  it.each([undefined, null, 7, 'plan', [], () => examplePlan].map((given) => ({ given })))(
    'is not $given',
    ({ given }) => {
      const error = errorOf(given)!;
      expect(error.mistakes[0]).toMatchObject({ path: 'plan', value: given });
    },
  );

  it('survives anything in any place of it without another error than PlanError', () => {
    const places = SLIPS.flatMap(({ given }) => given.map((_, i) => given.slice(0, i + 1)));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.anything({ withBigInt: true }), (path, value) => {
        // mistakesOf throws again whatever is no PlanError.
        for (const { path: at, problem, hint } of mistakesOf(withValue(examplePlan, path, value))) {
          expect([at, problem, hint]).not.toContain('');
        }
      }),
      // Found by CI: an object that no text can be made of, where a choice is wanted.
      { numRuns: 1000, examples: [[['phases', 0, 'populations', 1, 'process'], { toString: [] }]] },
    );
  });
});
