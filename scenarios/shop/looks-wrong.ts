/**
 * Whether an answer that says 200 looks like an error all the same. Steps without a reader are judged by their status alone, so a
 * sample of their answers is looked at.
 */
import type { Answer } from './answer.ts';

/** A page longer than this is not parsed. Errors are short. */
const PARSED_CHARACTERS_MAX = 65_536;
const ERROR_TITLE =
  /<(?:title|h1)[^>]*>[^<]*\b(?:error|not found|forbidden|denied|unavailable|bad gateway|time-?out|exception|maintenance|went wrong)\b/i;
/** Most answers have none of these, and to look for a word costs less than to parse. */
const SUSPICIOUS = /"(?:err|success|status|ok")/;
const ERROR_CODE = /"errorCode"\s*:\s*(?:"[^"]|[1-9])/;
/** As JSend and its like have them. */
const BAD_STATUS = ['error', 'fail', 'failed', 'failure'];

/** What looks wrong, in a few words; null: nothing. */
export function looksWrong({ body, header }: Pick<Answer, 'body' | 'header'>): string | null {
  const text = body.trimStart();
  const saysJson = (): boolean => header('content-type').includes('json');
  if (text.startsWith('<')) {
    if (ERROR_TITLE.test(text)) return 'the body is an error page';
    return saysJson() ? 'the body is not JSON' : null;
  }
  if (!text.startsWith('{') || text.length > PARSED_CHARACTERS_MAX || !SUSPICIOUS.test(text)) return null;
  let json: Readonly<Record<string, unknown>>;
  try {
    json = JSON.parse(text);
  } catch {
    return saysJson() ? 'the body is not JSON' : null;
  }
  if (holdsSomething(json.errors)) return 'the body has errors';
  if (ERROR_CODE.test(text)) return 'the body has an errorCode';
  const { error, status } = json;
  if (error !== undefined && error !== null && error !== false && error !== '' && error !== 0)
    return 'the body has an error';
  if (typeof status === 'string' && BAD_STATUS.includes(status.toLowerCase()))
    return `the body says status: ${status.toLowerCase()}`;
  if (json.success === false) return 'the body says success: false';
  return json.ok === false ? 'the body says ok: false' : null;
}

/** A list or an object: frameworks write either, and empty ones too. */
const holdsSomething = (errors: unknown): boolean =>
  typeof errors === 'object' && errors !== null && Object.keys(errors).length > 0;
