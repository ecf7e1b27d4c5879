import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo, fillEnd, fillStart, widthOf } from './width.ts';

describe('the width of a text', () => {
  it.each([
    { name: 'a letter', given: 'a', want: 1 },
    { name: 'a Chinese character', given: '红', want: 2 },
    { name: 'an emoji of several code points', given: '👩‍👩‍👧', want: 2 },
    { name: 'a letter with an accent of its own', given: 'e\u0301', want: 1 },
    { name: 'a block of a bar, and an ellipsis', given: '█…', want: 2 },
    { name: 'a colour', given: '\u001b[31mred\u001b[39m', want: 3 },
  ])('of $name', ({ given, want }) => {
    expect(widthOf(given)).toBe(want);
  });
});

describe('a text that must fit', () => {
  it.each([
    { name: 'is left alone where it does', given: '红包', columns: 4, want: '红包' },
    { name: 'never ends in half a character', given: '红包雨', columns: 4, want: '红…' },
    { name: 'keeps an emoji whole or leaves it out', given: 'a👩‍👩‍👧b', columns: 3, want: 'a…' },
    { name: 'is nothing where there is no room', given: '红包', columns: 0, want: '' },
  ])('$name', ({ given, columns, want }) => {
    expect(cutTo(given, columns)).toBe(want);
  });

  it('is filled by its width, not by its length', () => {
    expect(fillEnd('红包', 6)).toBe('红包  ');
    expect(fillStart('红包', 6)).toBe('  红包');
    expect(fillEnd('红包', 3)).toBe('红包');
  });

  it('never takes more columns than it may, whatever it is made of', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '红', '👩‍👩‍👧', 'e\u0301', ' ', '🇨🇳', '█', '한') });
    fc.assert(
      fc.property(text, fc.nat(30), (given, columns) => {
        expect(widthOf(cutTo(given, columns))).toBeLessThanOrEqual(columns);
        expect(widthOf(fillEnd(cutTo(given, columns), columns))).toBe(columns);
      }),
    );
  });
});
