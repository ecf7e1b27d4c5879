/** Whether a body is something else than JSON, by its ends alone: k6 says of both that nothing is at the path. */

/** What JSON begins with, and what it ends with. */
const ENDS: Readonly<Record<string, RegExp>> = { '{': /\}\s*$/, '[': /\]\s*$/, '"': /"\s*$/ };
const NUMBER_OR_WORD = /^(?:-?\d[\d.eE+-]*|true|false|null)$/;

/** In a few words what it is instead; null if it may be JSON. Nothing at all, as after a 204, holds nothing. */
export function notJson(body: string, contentType: string, status: number): string | null {
  const text = body.trim();
  if (text === '') return null;
  const end = ENDS[text[0]!];
  if (end === undefined ? NUMBER_OR_WORD.test(text) : end.test(text)) return null;
  const type = contentType.split(';')[0]!.trim();
  return `it is not JSON (${type === '' ? '' : `${type}, `}HTTP ${status})`;
}
