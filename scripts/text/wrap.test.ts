import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from './width.ts';
import { wrap } from './wrap.ts';

describe('wrapped text', () => {
  const cases: readonly { name: string; given: Parameters<typeof wrap>; want: readonly string[] }[] = [
    { name: 'fits on one line', given: ['a short line'], want: ['a short line'] },
    {
      name: 'is broken at blanks, and hangs under its lead',
      given: ['one two three four', { lead: '? ', hang: 2, columns: 12 }],
      want: ['? one two', '  three four'],
    },
    {
      name: 'keeps a number and its % on one line',
      given: ['at most 99.8 %', { columns: 12 }],
      want: ['at most', '99.8 %'],
    },
    {
      name: 'lets a long word stick out',
      given: ['see abcdefghijkl there', { columns: 8 }],
      want: ['see', 'abcdefghijkl', 'there'],
    },
    {
      name: 'puts a word on each line where the lead takes all the room',
      given: ['one two', { lead: 'note  ', hang: 6, columns: 5 }],
      want: ['note  one', '      two'],
    },
    {
      name: 'cuts a long word when it may',
      given: ['abcdefghijkl', { hang: 2, columns: 8, cutsWords: true }],
      want: ['abcdef', '  ghijkl'],
    },
    {
      name: 'gives colour no room',
      given: ['\u001b[31mred\u001b[39m a', { columns: 5 }],
      want: ['\u001b[31mred\u001b[39m a'],
    },
    {
      name: 'gives a Chinese character two columns',
      given: ['红包 红包', { columns: 8 }],
      want: ['红包 红', '包'],
    },
    {
      name: 'breaks a Chinese sentence, which has no blanks',
      given: ['红包雨红包雨', { columns: 8 }],
      want: ['红包雨红', '包雨'],
    },
    {
      name: 'begins no line with a mark that ends a clause, and ends none with one that opens',
      given: ['红包雨红，包（雨）', { columns: 8 }],
      want: ['红包雨', '红，包', '（雨）'],
    },
    {
      name: 'keeps a path in a Chinese sentence whole, and a number with its %',
      given: ['见 docs/a.md，占 65 %', { columns: 14 }],
      want: ['见 docs/a.md，', '占 65 %'],
    },
    {
      name: 'cuts a path that no line of a Chinese sentence has room for',
      given: ['见 abcdefghijkl', { columns: 8 }],
      want: ['见', 'abcdefgh', 'ijkl'],
    },
  ];
  it.each(cases)('$name', ({ given, want }) => {
    expect(wrap(...given)).toEqual(want);
  });

  it('in Chinese is never wider than asked and loses no character', () => {
    const characters = fc.array(fc.constantFrom('红', '包', '，', '（', '）', '。', 'a', 'bc', ' ', '9 %'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(characters, fc.integer({ min: 8, max: 40 }), (given, columns) => {
        const text = `红${given.join('')}`;
        const lines = wrap(text, { columns });
        for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('is never wider than asked and loses no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 45, max: 200 }), fc.nat(20), (text, columns, hang) => {
        const lines = wrap(text.join(' '), { lead: ' '.repeat(hang), hang, columns });
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        expect(lines.join(' ').trim().split(/\s+/)).toEqual(text);
      }),
    );
  });
});
