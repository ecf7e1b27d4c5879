/** Text that goes into HTML. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** In an element or an attribute: nothing in it becomes markup. Control characters are not its business: see shown.ts. */
export const escapedMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** JSON in a script: nothing in it can end the element, or open a comment or another script. */
export const jsonInScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, asEscape);

const HEX_DIGITS = 4;
const asEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(HEX_DIGITS, '0')}`;
