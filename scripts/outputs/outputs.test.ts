import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown } from '../text/shown.ts';
import { judge } from '../verdict/judge.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { STORIES, VERDICTS } from '../workshop/testing/verdicts.ts';
import { OUTPUTS, printed, printedFiles } from './index.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { table } from './table.ts';

describe('the formats', () => {
  it('have names and files of their own', () => {
    const names = OUTPUTS.map(({ name }) => name);
    const files = OUTPUTS.flatMap(({ file }) => (file === null ? [] : [file]));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(files).size).toBe(files.length);
  });

  it.each(VERDICTS)('go to the terminal or to a file, for a $name run', ({ verdict }) => {
    expect(printed(verdict, { colour: true })).toContain(table.print(verdict, { colour: true }));
    expect(printedFiles(verdict)).toContainEqual({ file: 'verdict.json', text: json.print(verdict) });
    expect(printedFiles(verdict)).toContainEqual({ file: 'junit.xml', text: junit.print(verdict) });
  });
});

describe('verdict.json', () => {
  it.each(VERDICTS)('holds the verdict of a $name run without loss', ({ verdict }) => {
    expect(JSON.parse(json.print(verdict))).toEqual(verdict);
  });
});

describe('junit.xml', () => {
  it.each(VERDICTS)('of a $name run is well-formed and counts what it holds', ({ verdict }) => {
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
