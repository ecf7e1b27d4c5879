/**
 * Whether an answer that says 200 looks like an error all the same. Steps without a reader are judged by their status alone, so a
 * sample of their answers is looked at.
 */
import type { Answer } from './answer.ts';

/** A page longer than this is not parsed. Errors are short. */
const PARSED_CHARACTERS_MAX = 65_536;
const ERROR_TITLE =
  /<title>[^<]*\b(?:error|not found|forbidden|denied|unavailable|bad gateway|time-?out|exception|maintenance)\b/i;
const ERROR_CODE = /"errorCode"\s*:\s*"/;

/** What looks wrong, in a few words; null: nothing. */
export function looksWrong({ body, header }: Pick<Answer, 'body' | 'header'>): string | null {
  const text = body.trimStart();
  if (text.startsWith('<')) return ERROR_TITLE.test(text) ? 'the body is an error page' : null;
  if (!text.startsWith('{') || text.length > PARSED_CHARACTERS_MAX) return null;
  if (!text.includes('"err') && !text.includes('"success"')) return null;
  let json: Readonly<Record<string, unknown>>;
  try {
    json = JSON.parse(text);
  } catch {
    return header('content-type').includes('json') ? 'the body is not JSON' : null;
  }
  if (Array.isArray(json.errors) && json.errors.length > 0) return 'the body has errors';
  if (ERROR_CODE.test(text)) return 'the body has an errorCode';
  // Some write `"error": null`, false, 0 or "" where there is none.
  if (json.error) return 'the body has an error';
  return json.success === false ? 'the body says success: false' : null;
}
