/** What an answer that failed says for itself: a 403 may be a token, a CSRF check or a firewall, and only its body knows. */

const BODY_CHARACTERS_MAX = 65_536;
const WORDS_CHARACTERS_MAX = 100;
const PAGE_WORDS = /<title[^>]*>([^<]+)<|<h1[^>]*>([^<]+)</i;
/** Where shops and frameworks put it: RFC 9457 and RFC 6749 among them. Nothing else of a body is kept: it may be somebody's data. */
const FIELDS = ['detail', 'message', 'error_description', 'error', 'errors', 'title', 'reason', 'code'];
/** Of Django REST framework: what is wrong with a request as a whole. */
const WHOLE_FIELDS = ['non_field_errors', '__all__'];
const ALL_FIELDS = [...FIELDS, ...WHOLE_FIELDS];
/** Of Django REST framework too: an answer of nothing but lists of sentences, by the field that each is about. */
const FIELD_NAME = /^[A-Za-z_][\w.-]{0,39}$/;
/** Two words at least. Single ones may be anything, such as tags. */
const SENTENCE = /\S\s+\S/;
/** An error in a list in an error is as deep as anybody goes. */
const DEPTH_MAX = 3;

/** The first words of its error, on one line; null if it has none. */
export function errorWords(body: string): string | null {
  const text = body.trimStart();
  if (text.length > BODY_CHARACTERS_MAX) return null;
  const words = text.startsWith('<') ? wordsOfPage(text) : /^[{[]/.test(text) ? wordsOfJson(text) : null;
  const line = words?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return line === '' ? null : line.slice(0, WORDS_CHARACTERS_MAX);
}

function wordsOfPage(text: string): string | null {
  const match = PAGE_WORDS.exec(text);
  return match?.[1] ?? match?.[2] ?? null;
}

function wordsOfJson(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    // A list of words that are no sentences may be anything, such as somebody's names.
    if (Array.isArray(answer) && typeof answer[0] === 'string' && !isSentences(answer)) return null;
    return wordsIn(answer, DEPTH_MAX) ?? wordsByField(answer);
  } catch {
    return null;
  }
}

function wordsIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth === 0) return null;
  if (Array.isArray(value)) return wordsIn(value[0], depth - 1);
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of ALL_FIELDS) {
    const words = wordsIn(fields[name], depth - 1);
    if (words !== null && words !== '') return words;
  }
  return null;
}

/** `username: This field is required.` of the first field, if every field has such a list: anything else may be somebody's data. */
function wordsByField(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null;
  const fields = Object.entries(answer);
  const [first] = fields;
  if (first === undefined || !fields.every(([name, value]) => FIELD_NAME.test(name) && isSentences(value)))
    return null;
  const [name, [sentence]] = first as [string, readonly string[]];
  return `${name}: ${sentence}`;
}

const isSentences = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'string' && SENTENCE.test(each));
