import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCode, inMarkdown } from './markdown.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '|',
        '`',
        '``',
        '*',
        '_',
        '<b>',
        '[a](b)',
        '#',
        '\n',
        '\\',
        '@all',
        'http://x',
        'www.x',
        '~',
        '!',
        ' ',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('a text in Markdown', () => {
  it('means nothing, whatever it is: one line, and every sign behind a backslash', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = inMarkdown(text);
        expect(written).not.toMatch(/[\n\r]/);
        expect(written.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[\\|`*_<>[\]#~!@$^&{}]/);
      }),
    );
  });

  it.each([
    { given: '1,200 requests (12 %): ok', want: '1,200 requests (12 %): ok' },
    { given: 'a|b', want: 'a\\|b' },
    { given: '@everyone', want: '\\@\u200beveryone' },
    { given: 'see http://evil', want: 'see http\\://evil' },
    { given: 'www.evil', want: 'www.\u200bevil' },
    { given: '- no list', want: '\u200b- no list' },
    { given: '1. no list', want: '\u200b1. no list' },
    { given: '99.9 %', want: '99.9 %' },
    { given: '# no\nheading', want: '\\# no heading' },
  ])('$given', ({ given, want }) => {
    expect(inMarkdown(given)).toBe(want);
  });
});

describe('code in Markdown', () => {
  it('is not ended by its own backticks', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = inCode(text);
        const [fence] = /^`+/.exec(written)!;
        const inside = written.slice(fence.length, -fence.length);
        expect(written.endsWith(fence)).toBe(true);
        expect([...inside.matchAll(/`+/g)].map(([run]) => run.length)).not.toContain(fence.length);
      }),
    );
  });
});
