import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allShown, shown } from './shown.ts';

describe('shown text', () => {
  it.each([
    {
      given: 'a clipboard written by OSC 52',
      text: 'a\u001b]52;c;cm0gLXJm\u0007b',
      want: 'a\\u001b]52;c;cm0gLXJm\\u0007b',
    },
    { given: 'a colour by an 8-bit CSI', text: '\u009b31mred', want: '\\u009b31mred' },
    { given: 'a carriage return over what was said before', text: 'fail\rpass', want: 'fail\\u000dpass' },
    { given: 'a backspace and a delete', text: 'a\bb\u007f', want: 'a\\u0008b\\u007f' },
    { given: 'text that runs backwards', text: 'a\u202eb', want: 'a\\u202eb' },
    { given: 'lines, tabs, Chinese and emoji', text: '一\n\t🛒 – “x”', want: '一\n\t🛒 – “x”' },
  ])('shows $given', ({ text, want }) => {
    expect(shown(text)).toBe(want);
  });

  it('has no control character left but tab and line feed, and is itself when shown again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = shown(text);
        expect(safe).not.toMatch(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
        expect(shown(safe)).toBe(safe);
      }),
    );
  });

  it('means the same as before where it is JSON', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        expect(JSON.parse(shown(json))).toEqual(JSON.parse(json));
      }),
    );
  });

  it('is shown wherever it is in a value', () => {
    expect(allShown({ 'a\r': [{ b: '\u001b' }, 1, null, true] })).toEqual({
      'a\\u000d': [{ b: '\\u001b' }, 1, null, true],
    });
  });
});
