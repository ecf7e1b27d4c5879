import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown } from '../text/shown.ts';
import { judge } from '../verdict/judge.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { lags, phaseSeen, rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { OUTPUTS, printed, printedFiles } from './index.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { table } from './table.ts';

const STORIES = {
  healthy: {},
  slow: { steps: { '* · order.create': (intended) => ({ late: intended }) } },
  dead: {
    steps: { '* · *': (intended) => ({ failed: intended, refused: 0 }) },
    events: ['shop-died'],
    observations: {
      audit: { ...rehearsal().observations.audit, done: false, reason: 'the shop is gone', indeterminate: 3 },
    },
  },
  invalid: { events: ['clock-jumped', 'interrupted'] },
  blind: {
    observations: {
      missing: 'connection refused',
      phases: [],
      seconds: [],
      intended: [],
      responses: [],
      unsent: [],
    },
  },
} as const satisfies Readonly<Record<string, Story>>;
const verdicts = Object.entries(STORIES).map(([name, story]) => ({ name, verdict: judge(rehearsal(story)) }));

describe('the formats', () => {
  it('have names and files of their own', () => {
    const names = OUTPUTS.map(({ name }) => name);
    const files = OUTPUTS.flatMap(({ file }) => (file === null ? [] : [file]));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(files).size).toBe(files.length);
  });

  it.each(verdicts)('go to the terminal or to a file, for a $name run', ({ verdict }) => {
    expect(printed(verdict, { colour: true })).toContain(table.print(verdict, { colour: true }));
    expect(printedFiles(verdict)).toContainEqual({ file: 'verdict.json', text: json.print(verdict) });
    expect(printedFiles(verdict)).toContainEqual({ file: 'junit.xml', text: junit.print(verdict) });
  });
});

describe('verdict.json', () => {
  it.each(verdicts)('holds the verdict of a $name run without loss', ({ verdict }) => {
    expect(JSON.parse(json.print(verdict))).toEqual(verdict);
  });
});

describe('junit.xml', () => {
  it.each(verdicts)('of a $name run is well-formed and counts what it holds', ({ verdict }) => {
    const elements = parse(junit.print(verdict));
    const named = (name: string) => elements.filter((element) => element.name === name);
    const total = named('testsuites')[0]!.attributes;
    expect(total).toMatchObject({
      tests: String(named('testcase').length),
      failures: String(named('failure').length),
      errors: String(named('error').length),
      skipped: String(named('skipped').length),
    });
    expect(named('testcase').length).toBe(
      verdict.objectives.flatMap(({ cells }) => cells).length +
        verdict.validity.length +
        (verdict.interrupted ? 1 : 0),
    );
  });

  it.each([
    { story: STORIES.healthy, name: 'healthy', failures: false, errors: false },
    { story: STORIES.slow, name: 'slow', failures: true, errors: false },
    { story: STORIES.invalid, name: 'invalid', failures: false, errors: true },
    { story: STORIES.blind, name: 'blind', failures: false, errors: true },
  ])('makes a CI red exactly when a $name run is no pass', ({ story, failures, errors }) => {
    const xml = junit.print(judge(rehearsal(story)));
    expect({ failures: xml.includes('<failure'), errors: xml.includes('<error') }).toEqual({
      failures,
      errors,
    });
  });

  it('marks a required cell that is not proven as an error, and another one as skipped', () => {
    const xml = junit.print(judge(rehearsal({ steps: { '* · coupon.redeem': { intended: 700 } } })));
    expect(xml).toContain(
      '<testcase classname="coupons" name="coupon.redeem"><error message="1,400 samples,',
    );
    expect(xml).toContain(
      '<testcase classname="coupons" name="burst · coupon.redeem"><skipped message="700 samples,',
    );
  });

  it('says in properties what each required share rests on, and what decided', () => {
    const xml = junit.print(judge(rehearsal()));
    expect(xml).toContain(
      '<property name="whole run" value="at least 99.994 % (no bad second in 300: outages of a second come less often than every 100 s, 95 %)"/>',
    );
    expect(xml).toContain('<property name="decided by" value="response · whole run, coupons · coupon.redeem');
  });

  it('has a suite for each objective about risk control, red when honest shoppers are refused', () => {
    const stopped = [{ phase: 'burst', population: 'buyers', value: 100 }];
    const xml = junit.print(judge(rehearsal({ observations: { sessionsStopped: stopped } })));
    expect(xml).toContain('<testcase classname="bots" name="whole run"/>');
    expect(xml).toContain('<testcase classname="honest" name="burst"><failure message="at least 0.7');
    expect(xml).toContain('<testcase classname="honest" name="flash-sale"><skipped message="600 samples,');
  });

  it('survives any text in a plan', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const verdict = judge(rehearsal({ plan: { name: text } }));
        const given = shown(text).replace(
          /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu,
          '\uFFFD',
        );
        expect(parse(junit.print(verdict))[0]!.attributes.name).toBe(`carnival ${given}`);
      }),
      { numRuns: 30 },
    );
  });
});

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
}

/** Just enough of XML to throw at what is not well-formed: tags nest, attributes are quoted, entities are known. */
function parse(xml: string): readonly Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  let rest = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>/, '');
  while (rest.trim() !== '') {
    const tag = /^\s*<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/.exec(rest);
    if (tag === null) throw new Error(`not well-formed at: ${rest.slice(0, 80)}`);
    const [all, closes, name = '', attributes = '', empty] = tag;
    rest = rest.slice(all.length);
    if (closes === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    if (open.length === 0 && elements.length > 0) throw new Error('more than one root');
    elements.push({ name, attributes: attributesOf(attributes) });
    if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  return elements;
}

function attributesOf(text: string): Record<string, string> {
  const CHARACTERS: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#10': '\n',
    '#9': '\t',
    '#13': '\r',
  };
  const pairs = [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => {
      const decoded = value.replace(/&([^;]*);?/g, (entity, code: string) => {
        const character = CHARACTERS[code];
        if (character === undefined) throw new Error(`unknown entity ${entity}`);
        return character;
      });
      return [name, decoded];
    },
  );
  return Object.fromEntries(pairs);
}

describe('the table on the console', () => {
  it.each(verdicts)('of a $name run fits into 100 columns and opens with its outcome', ({ verdict }) => {
    const text = table.print(verdict, { colour: false });
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    expect(text.startsWith(`${verdict.outcome.toUpperCase()}  small-carnival · run-1\n`)).toBe(true);
    expect(text).toContain('seed 7 · scale 1 · pace 1 · speed 60');
  });

  it('shows the share of the CPU by phase, where it was measured', () => {
    const text = table.print(judge(rehearsal()), { colour: false });
    expect(text).toMatch(/\n {2}burst +.* ms +60 %\n/);
    expect(text).toMatch(/\n {2}flash-sale +.* ms +–\n/);
  });

  it.each(verdicts)('of a $name run fits into the 80 columns of a small terminal', ({ verdict }) => {
    const lines = table.print(verdict, { colour: false, columns: 80 }).split('\n');
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('uses the whole width of a wide terminal, and breaks nothing that it need not', () => {
    const { verdict } = verdicts[0]!;
    const lines = (columns: number) => table.print(verdict, { colour: false, columns }).split('\n').length;
    expect(lines(200)).toBeLessThan(lines(100));
    expect(lines(100)).toBeLessThan(lines(80));
  });

  it('shows what a target, a plan or a log said, and does not obey it', () => {
    const hostile = '\u001b]52;c;cm0gLXJm\u0007\u009b2J\r';
    const said = rehearsal({
      plan: { name: `a${hostile}` },
      observations: {
        missing: `Prometheus said ${hostile}`,
        events: [{ atMs: 0, kind: 'note', reason: hostile }],
        audit: { ...rehearsal().observations.audit, brokenPromises: [hostile], done: false, reason: hostile },
      },
    });
    const verdict = judge(said);
    for (const text of [
      printed(verdict, { colour: false }),
      ...printedFiles(verdict).map(({ text }) => text),
    ]) {
      expect(text).not.toMatch(/(?![\n])\p{Cc}/u);
      expect(text).toContain('\\u001b]52;c;cm0gLXJm\\u0007\\u009b2J');
    }
    const file = printedFiles(verdict).find(({ file }) => file === 'verdict.json')!;
    expect(JSON.parse(file.text)).toEqual(JSON.parse(JSON.stringify(verdict)));
  });

  it('says the same in colour', () => {
    for (const { verdict } of verdicts) {
      const coloured = table.print(verdict, { colour: true });
      expect(coloured).toContain('\u001b[');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(table.print(verdict, { colour: false }));
    }
  });

  it('names failed cells by objective, phase and step', () => {
    const text = table.print(judge(rehearsal(STORIES.slow)), { colour: false });
    expect(text).toMatch(/✗ response · burst · order\.create +0 % +≤ 0\.024 % +12,000\n/);
  });

  it('shows a share that must be low from above, and never prints a miss as the target', () => {
    const shown = (refused: number) =>
      table.print(
        judge(
          rehearsal({
            observations: { sessionsStopped: [{ phase: 'burst', population: 'buyers', value: refused }] },
          }),
        ),
        { colour: false },
      );
    expect(shown(0)).toMatch(/✓ honest +0 % +≤ 0\.022 % +≤ 0\.05 % +14,200 /);
    expect(shown(0)).toMatch(/✓ bots +99\.75 % +≥ 99\.4\d* % +≥ 99 % +2,000 /);
    expect(shown(13)).toMatch(/✗ honest +0\.092 % +≥ 0\.05[1-9] % +≤ 0\.05 % +14,200 /);
    expect(shown(13)).toMatch(/FAILED\n.*✗ honest · whole run +0\.092 % +≥ 0\.05[1-9] % +14,200\n/);
    expect(shown(30)).toMatch(/✗ honest · burst +0\.25 % +≥ 0\.1\d* % +12,000\n/);
  });

  it('lists the cells that are not proven, and says which were required', () => {
    const text = table.print(judge(rehearsal({ steps: { '* · coupon.redeem': { intended: 700 } } })), {
      colour: false,
    });
    expect(text).toContain(
      'coupons · coupon.redeem: 1,400 samples, but 99.8 % needs 1,497 without a failure — required',
    );
    expect(text).toContain('coupons: warm-up · coupon.redeem (700), burst · coupon.redeem (700)');
  });

  it('counts the cells of single regions instead of listing them', () => {
    const text = table.print(judge(rehearsal({ steps: { 'warm-up · coupon.redeem': { intended: 700 } } })), {
      colour: false,
    });
    expect(text).toMatch(/\? coupons: warm-up · coupon\.redeem \(700\), 2 cells of single regions\n/);
    expect(text).not.toContain('coupon.redeem · east');
  });

  it('says what decided, how the samples lie in time, and what was left out', () => {
    const { responses, dispersion } = rehearsal().observations;
    const [first, ...answers] = responses;
    const left = { ...first!, count: first!.count - 12 };
    const own = { ...first!, within: 'own', count: 12 } as const;
    const [whole, ...others] = dispersion;
    const together = { ...whole!, bad: 20, badSquared: 400, badTimesAnswers: 4000 };
    const verdict = judge(
      rehearsal({ observations: { responses: [left, own, ...answers], dispersion: [together, ...others] } }),
    );
    const text = table.print(verdict, { colour: false });
    expect(text).toMatch(/^ {2}decided by \S.*$/m);
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /✓ response 100 % .* deff 20; no bad second in 300: outages of a second come less often than every 100 s, 95 %; 12 left out: the generator's own/,
    );
  });

  it('shows each cell that the plan requires below its objective', () => {
    const objectives = OBJECTIVES.map((each) =>
      each.kind === 'response-time' ? { ...each, requires: [{ phase: 'burst', region: 'south' }] } : each,
    );
    const text = table.print(judge(rehearsal({ plan: { objectives } })), { colour: false });
    expect(text.replace(/\s+/g, ' ')).toContain(
      ' burst · south ≥ 99.982 % of 17,000; no bad second in 100: outages of a second come less often than every 33.3 s, 95 %',
    );
  });

  it('names at most four of those that decided', () => {
    const text = table.print(judge(rehearsal()), { colour: false }).replace(/\s+/g, ' ');
    expect(text).toContain(
      'decided by response · whole run, coupons · coupon.redeem, sold-out · flash.take, lost · whole run and 5 more',
    );
  });

  it('cuts long lists and points to verdict.json', () => {
    const refusing = rehearsal({ steps: { '* · *': (intended) => ({ failed: intended - 1, refused: 1 }) } });
    const text = table.print(judge(refusing), { colour: false });
    expect(text.match(/^ {2}✗ .*≤/gm)!.length).toBeGreaterThan(15);
    expect(text).toMatch(/ {2}… and \d+ more in verdict\.json\n/);
  });

  it('shows one line a check, for its worst place, and each broken place', () => {
    const phases = ['warm-up', 'burst', 'flash-sale'].map((phase) => ({
      ...phaseSeen(phase),
      tickLag: lags(100, phase === 'warm-up' ? 0 : 50),
    }));
    const text = table.print(judge(rehearsal({ observations: { phases } })), { colour: false });
    expect(text).toContain('✓ vus finished     warm-up, the worst of 3: 4 VUs started and finished');
    expect(text).toContain('✗ ticks on time    burst: tick lag p99 at most 300 ms, limit 100 ms');
    expect(text).toContain('✗ ticks on time    flash-sale: tick lag p99 at most 300 ms, limit 100 ms');
  });
});
