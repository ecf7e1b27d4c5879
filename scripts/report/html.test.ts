import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allShown, shown } from '../text/shown.ts';
import { codeInScript, html, jsonScript } from './html.ts';

/** Markup, and whatever else anybody may write. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '</script>',
        '<!--',
        ']]>',
        '&lt;',
        'x',
        '\u2028',
        '\u202e',
        '\u001b',
        '\0',
      ),
    )
    .map((parts) => parts.join('')),
);
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const read = (markup: string): string =>
  markup.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!);

describe('a text in a page', () => {
  it('is no markup, whatever it is, and reads as it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [, attribute, content] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(
          html`<p title="${text}">${text}</p>`.toString(),
        )!;
        expect([read(attribute!), read(content!)]).toEqual([shown(text), shown(text)]);
      }),
    );
  });

  it('that was made here stays markup, in lists too, and null is nothing', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${null}${3}`.toString()).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>3');
  });
});

describe('data in a page', () => {
  it('cannot end its element or turn its texts round, and are else what they were', () => {
    fc.assert(
      fc.property(fc.dictionary(hostile, fc.oneof(hostile, fc.double({ noNaN: true }))), (data) => {
        const [, json] = /^<script type="application\/json" id="x">(.*)<\/script>$/s.exec(
          jsonScript('x', data).toString(),
        )!;
        expect(json).not.toMatch(/[<>&\u2028\u2029\u202e]/);
        expect(JSON.parse(json!)).toEqual(allShown(JSON.parse(JSON.stringify(data))));
      }),
    );
  });

  it('and a script of ours cannot end its element either', () => {
    expect(codeInScript('"</script>"')).toBe('"<\\/script>"');
  });
});
