import { describe, expect, it } from 'vitest';
import { widthOf } from '../text/width.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { zh } from '../words/zh.ts';
import { answeredCapacity } from '../workshop/testing/answered-capacity.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { levelOf, SHOPS } from '../workshop/testing/levels-drawn.ts';
import { SPEC_SDM91 } from '../workshop/testing/published-levels.ts';
import { type Capacity, capacityOf, HEADROOM } from './capacity.ts';
import { capacityFileOf, capacityFileSchema, givenCapacitySchema } from './capacity-file.ts';
import { capacityChart, capacityHtml, placesOf } from './print-html.ts';
import { printCapacity } from './print-text.ts';
import { answerText, noteTexts } from './sentence.ts';

const OF_LOAD = capacityOf(
  {
    ...{
      name: 'sdm91.csv',
      levels: SPEC_SDM91.map(({ n, throughput }) => levelOf(1, throughput, { load: n })),
    },
    ...{ objective: null, errors: 'constant', seed: 1 },
  },
  { ...HEADROOM, demand: { low: 900, likely: 900, high: 900 }, tiers: [] },
);
const BENT = Array.from({ length: 16 }, (_, i) =>
  levelOf((i % 8) + 1, ((i % 8) + 1) * (i % 8 > 3 ? 700 : 1000) * (i < 8 ? 1 : 1.001), {
    repetition: i < 8 ? 0 : 1,
  }),
);
const CONFIRMATION = { replicas: 8, offered: 5000, throughput: 4990, isConfirmed: true, why: '' };
const STEPPED = answeredCapacity(
  {},
  {
    ...{ truth: SHOPS.crosstalk, confirmation: CONFIRMATION },
    levels: [
      ...answeredCapacity().source.levels,
      levelOf(9, 5700, { state: 'edge-not-seen' }),
      // Beyond the edge of a count that has one, and of one that has none.
      levelOf(8, 5200, { isInObjective: false }),
      levelOf(10, 5200, { isInObjective: false }),
    ],
  },
);
const UNCONFIRMED = answeredCapacity(
  {},
  {
    ...{ truth: { lambda: 2000, sigma: 0, kappa: 0 } },
    confirmation: { ...CONFIRMATION, isConfirmed: false, why: '98 % were good, and 99 % must be' },
  },
);
const LAST_RUN = { replicas: 8, offered: 2600, throughput: 2590, isConfirmed: true, why: '' };
const STORIES: Readonly<Record<string, Capacity>> = {
  'an answer': answeredCapacity(),
  'a certain demand': answeredCapacity({ demand: { low: 2500, likely: 2500, high: 2500 } }),
  'one without a question': answeredCapacity(null),
  'a demand beyond the top': answeredCapacity({ demand: { low: 9000, likely: 9000, high: 9000 } }),
  'a tier that ends it': answeredCapacity({ tiers: [{ tier: 'database', ceiling: 100 }] }),
  'one that is too far': answeredCapacity({ demand: { low: 1e5, likely: 1e5, high: 1e5 } }, {}, SHOPS.linear),
  'a top that nobody saw': answeredCapacity(
    { demand: { low: 1e5, likely: 1e5, high: 1e5 } },
    {},
    SHOPS.contention,
  ),
  'one of load': OF_LOAD,
  'one that was measured': STEPPED,
  'one that the last run did not confirm': UNCONFIRMED,
  'one that a last run held': answeredCapacity({}, { confirmation: LAST_RUN, truth: SHOPS.crosstalk }),
  'one that a last run did not hold': answeredCapacity(
    {},
    { confirmation: { ...LAST_RUN, isConfirmed: false, why: 'the backlog grew by 9 requests a second' } },
  ),
  'one that does not fit': answeredCapacity({}, { levels: BENT }),
};
/** Names of options and files. */
const ALLOWED = [/\b[a-z]+(?:[.-][A-Za-z]+)+\b/g];

describe('the answer in a sentence', () => {
  const said = (capacity: Capacity): string => answerText(capacity, en.capacity)!;

  it('has the demand, the number, its interval, the zones, the use, and how far it was measured', () => {
    expect(said(STORIES['an answer']!)).toMatch(
      /^For 2,500 requests\/s at 99 % within 1\.2 s: \d+ machines \(95 %: \d+ to \d+\), \d+ machines with 1 of 3 zones lost, at \d\S* % of the knee; measured to 8\.$/,
    );
  });

  it('says what is in the way of a demand beyond the top', () => {
    expect(said(STORIES['a demand beyond the top']!)).toMatch(
      /no number will do: 12,857\/s are needed with headroom, and the curve is highest with \d+ machines, at \S+\/s\. Of what is lost there, contention \(σ\) takes \S+ % and crosstalk \(κ\) \S+ %\.$/,
    );
  });

  it('refuses to look further than twice, and says how to ask for it', () => {
    expect(said(STORIES['one that is too far']!)).toMatch(
      /the measurements do not say: it would be 1\d\d machines, 1\S+ times the largest measured \(8\)\. Measure more, or say --extrapolate 1\d\.$/,
    );
  });

  it('names the tier that ends it', () => {
    expect(said(STORIES['a tier that ends it']!)).toMatch(/and database carries 100\/s\.$/);
  });

  it('speaks of load where n is one', () => {
    expect(said(OF_LOAD)).toMatch(/^For 900 requests\/s: a load of \d+ \(95 %: /);
  });
});

describe('what was measured level by level', () => {
  const printed = (capacity: Capacity): string =>
    printCapacity(capacity, { colour: false }).replace(/\n {2}/g, ' ');

  it('has its truth beside the answer', () => {
    expect(printed(STEPPED)).toMatch(
      /TRUTH.*λ 1,000.*by which it takes \d+ machines: inside the interval\./s,
    );
    expect(printed(UNCONFIRMED)).toMatch(/by which it takes 2 machines: OUTSIDE the interval\./);
  });

  it('names counts without an edge, and not the loads that were too much on the way to one', () => {
    expect(printed(STEPPED)).toMatch(/9 does not count: nothing above it was shown to be too much/);
    expect(printed(STEPPED)).toMatch(/10 does not count: it missed the objective/);
    expect(printed(STEPPED)).not.toMatch(/· 8 does not count/);
  });
});

describe('the last run in the notes', () => {
  const said = (story: string, words: Words): string => noteTexts(STORIES[story]!, words).at(-1)!;

  it('says how many machines held how much, which may be fewer than the answer', () => {
    expect(said('one that a last run held', en)).toBe(
      'A last run held: 8 machines at 2,600 requests/s, 2,590/s good. The objective for response times is proven, and no other was missed.',
    );
  });

  it('says why it did not hold, in the language of its reader', () => {
    const story = 'one that a last run did not hold';
    expect(said(story, en)).toBe(
      'A last run did NOT hold: 8 machines at 2,600 requests/s: the backlog grew by 9 requests a second.',
    );
    expect(said(story, zh)).toContain('积压每秒增长 9 个请求');
  });
});

describe.each(Object.entries(STORIES))('%s', (_, capacity) => {
  it('is printed in English and Chinese, within the width of its page', () => {
    for (const columns of [80, 100]) {
      const text = (words: Words): string => printCapacity(capacity, { colour: false, columns, words });
      expect(leftEnglish(text(en), text(zh), ALLOWED)).toEqual([]);
      for (const line of `${text(en)}${text(zh)}`.split('\n'))
        expect(widthOf(line), line).toBeLessThanOrEqual(columns);
      expect(text(en)).not.toMatch(/NaN|undefined|Infinity|∞/);
    }
  });

  it('is a page in both languages', () => {
    const bodyOf = (words: Words): string =>
      capacityHtml(capacity, words, { script: '', style: '' }).replace(
        /<script[\s\S]*?<\/script>|<[^>]+>/g,
        '\n',
      );
    expect(leftEnglish(bodyOf(en), bodyOf(zh), ALLOWED)).toEqual([]);
    expect(bodyOf(en)).not.toMatch(/NaN|undefined|Infinity|∞/);
  });

  it('is a capacity.json that says the same again', () => {
    const file = JSON.parse(JSON.stringify(capacityFileOf(capacity, placesOf(capacity))));
    expect(capacityFileSchema.parse(file)).toEqual(file);
    const {
      levels,
      errors = 'relative',
      seed,
      objective,
      tiers,
      truth,
      confirmation,
    } = givenCapacitySchema.parse(file);
    expect(errors).toBe(capacity.model.errors);
    const { question, source } = capacity;
    const again = capacityOf(
      { name: source.name, levels, errors, seed, objective, truth, confirmation },
      question === null ? null : { ...question, tiers },
    );
    // A price is no measurement.
    const text = (of: Capacity): string => printCapacity({ ...of, cost: null }, { colour: false });
    expect(text(again)).toBe(text(capacity));
  });

  it('has a chart in which places rise, and the band holds the curve', () => {
    const { along, lines, band } = capacityChart(capacity, en);
    expect(along!.at.toSorted((one, other) => one - other)).toEqual(along!.at);
    expect(lines.map(({ values }) => values.length)).toEqual(lines.map(() => along!.at.length));
    const [upper, lower] = band!.map((i) => lines[i]!.values as readonly number[]);
    for (const [i, value] of lines[1]!.values.entries()) {
      expect(value!).toBeLessThanOrEqual(upper![i]!);
      expect(value!).toBeGreaterThanOrEqual(lower![i]!);
    }
  });
});

it('a capacity.json of another version, or with wrong levels, is none', () => {
  const file = capacityFileOf(STORIES['an answer']!, []);
  expect(givenCapacitySchema.safeParse({ ...file, version: 2 }).success).toBe(false);
  expect(givenCapacitySchema.safeParse({ ...file, levels: [] }).success).toBe(false);
  const [level] = file.levels;
  expect(givenCapacitySchema.safeParse({ ...file, levels: [{ ...level, throughput: -1 }] }).success).toBe(
    false,
  );
});
