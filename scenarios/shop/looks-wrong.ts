/**
 * Whether an answer that says 200 looks like an error all the same. Steps without a reader are judged by their status alone, so a
 * sample of their answers is looked at.
 */
import type { Answer } from './answer.ts';

/** A page longer than this is not parsed. Errors are short. */
const PARSED_CHARACTERS_MAX = 65_536;
const ERROR_WORDS =
  'error|not found|forbidden|denied|unavailable|bad gateway|time-?out|exception|maintenance|just a moment|attention required|captcha';
/** Of pages that somebody wrote for a shop that is closed. More than a word, because there is a game named Sorry!, and much else. */
const CLOSED_WORDS =
  '(?:be right|we[^<]{1,7}ll be) back|back (?:soon|shortly)|temporarily (?:closed|offline|down)|something went wrong|we[^<]{1,7}re sorry|sorry, (?:we|the|this|our|but|something)';
const ERROR_TITLE = new RegExp(
  `<title\\b[^>]*>(?:[^<]*\\b(?:${ERROR_WORDS}|${CLOSED_WORDS})\\b|\\s*(?:[45]\\d\\d|sorry[.!]?)\\s*</title>)`,
  'i',
);
/** A title may be missing, but a page about terrors or the maintenance of bicycles has no such words. */
const ERROR_HEADING = new RegExp(
  `<h1\\b[^>]*>(?:[^<]*\\b(?:server error|bad gateway|service unavailable|access denied|(?:under|down for|scheduled) maintenance|${CLOSED_WORDS})\\b|\\s*(?:maintenance|unavailable|sorry[.!]?)\\s*</h1>)`,
  'i',
);
const ERROR_IN_PAGE = /<b>(?:Fatal error|Parse error)<\/b>/;
/** SOAP's faults, and the answers of object stores. */
const ERROR_IN_XML = /^(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:Error|Fault)\b|<(?:\w+:)?Fault>/;
const ERROR_CODE = /"errorCode"\s*:\s*"/;
/** Most answers have none of these, and looking for a word costs less than parsing. */
const TELLING = /"(?:err|success|ok"|status"|result"|code"|exception")/i;
const BAD_STATE = /^(?:error|fail|failed|failure)$/i;
const CODE_OF_ERROR = /^err(?:or)?_?(?:code|no)$/i;
const [STATUS_MIN, STATUS_MAX] = [400, 599];

type Fields = Readonly<Record<string, unknown>>;

/** What looks wrong, in a few words; null: nothing. */
export function looksWrong({ body, header }: Pick<Answer, 'body' | 'header'>): string | null {
  const text = body.trimStart();
  const isJson = header('content-type').includes('json');
  if (text.startsWith('<')) return isJson ? 'the body is not JSON' : wrongInPage(text);
  if (!text.startsWith('{') || text.length > PARSED_CHARACTERS_MAX || !TELLING.test(text)) return null;
  try {
    return wrongIn(JSON.parse(text), text);
  } catch {
    return isJson ? 'the body is not JSON' : null;
  }
}

function wrongInPage(text: string): string | null {
  if (ERROR_IN_XML.test(text)) return 'the body is an error in XML';
  const isError = [ERROR_TITLE, ERROR_HEADING, ERROR_IN_PAGE].some((each) => each.test(text));
  return isError ? 'the body is an error page' : null;
}

function wrongIn(json: Fields, text: string): string | null {
  const { errors, error, exception, status, result, success, ok, code } = json;
  // Some send a field for each error instead of a list, and all send an empty one where there is none.
  if (isSome(errors)) return 'the body has errors';
  if (ERROR_CODE.test(text)) return 'the body has an errorCode';
  // Some write `"error": null`, false, 0 or "" where there is none.
  if (isSome(error)) return 'the body has an error';
  if (typeof exception === 'string' && exception !== '') return 'the body has an exception';
  if (
    Object.entries(json).some(([name, value]) => CODE_OF_ERROR.test(name) && isSome(value) && value !== '0')
  )
    return 'the body has an error code';
  if (isNo(success)) return 'the body says success: false';
  if (ok === false) return 'the body says ok: false';
  for (const state of [status, result])
    if (typeof state === 'string' && BAD_STATE.test(state)) return `the body says ${state.toLowerCase()}`;
  // A number alone may be anybody's; one beside words about it is a status.
  const words = json.message ?? json.msg ?? json.title ?? json.detail;
  const isStatus = [code, status].some(
    (each) => typeof each === 'number' && each >= STATUS_MIN && each <= STATUS_MAX,
  );
  return isStatus && typeof words === 'string' ? 'the body has the status of an error' : null;
}

const isNo = (value: unknown): boolean => value === false || value === 'false' || value === 0;

/** Neither nothing, nor an empty list or object. */
const isSome = (value: unknown): boolean =>
  Boolean(value) && (typeof value !== 'object' || Object.keys(value as object).length > 0);
