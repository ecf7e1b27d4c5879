/** What an answer that failed says for itself: a 403 may be a token, a CSRF check or a firewall, and only its body knows. */

const BODY_CHARACTERS_MAX = 65_536;
const WORDS_CHARACTERS_MAX = 100;
const PAGE_WORDS = /<title[^>]*>([^<]+)<|<h1[^>]*>([^<]+)</i;
/** Where shops and frameworks put it: RFC 9457 and RFC 6749 among them. Nothing else of a body is kept: it may be somebody's data. */
const FIELDS = ['detail', 'message', 'error_description', 'error', 'errors', 'title', 'reason', 'code'];
/** An error in a list in an error is as deep as anybody goes. */
const DEPTH_MAX = 3;

/** The first words of its error, on one line; null if it has none. */
export function errorWords(body: string): string | null {
  const text = body.trimStart();
  if (text.length > BODY_CHARACTERS_MAX) return null;
  const words = text.startsWith('<') ? wordsOfPage(text) : text.startsWith('{') ? wordsOfJson(text) : null;
  const line = words?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return line === '' ? null : line.slice(0, WORDS_CHARACTERS_MAX);
}

function wordsOfPage(text: string): string | null {
  const match = PAGE_WORDS.exec(text);
  return match?.[1] ?? match?.[2] ?? null;
}

function wordsOfJson(text: string): string | null {
  try {
    return wordsIn(JSON.parse(text), DEPTH_MAX);
  } catch {
    return null;
  }
}

function wordsIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth === 0) return null;
  if (Array.isArray(value)) return wordsIn(value[0], depth - 1);
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of FIELDS) {
    const words = wordsIn(fields[name], depth - 1);
    if (words !== null && words !== '') return words;
  }
  return null;
}
