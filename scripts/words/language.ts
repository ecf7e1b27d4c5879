/** Which language people are spoken to in. */
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

const WORDS: Readonly<Record<Language, Words>> = { en, zh };

export const wordsOf = (language: Language): Words => WORDS[language];

/** What POSIX asks for the language of messages, in its order. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * @param option `--lang`, if it was given: it wins
 * @param env the first of LC_ALL, LC_MESSAGES and LANG that is set decides, as in every program; a language that is not here is English
 */
export function languageFrom(
  option: Language | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (option !== undefined) return option;
  const locale = VARIABLES.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  return LANGUAGES.find((language) => isOf(language, locale ?? '')) ?? 'en';
}

/** What `--lang` says in a command line that nobody has read yet. */
export function languageTyped(argv: readonly string[]): Language | undefined {
  const i = argv.findIndex((argument) => argument === OPTION || argument.startsWith(`${OPTION}=`));
  const typed = argv[i] === OPTION ? argv[i + 1] : argv[i]?.slice(OPTION.length + 1);
  return LANGUAGES.find((language) => language === typed);
}

const OPTION = '--lang';

/** `zh`, `zh_CN.UTF-8`, `zh-Hans`, but not `zhx`. */
const isOf = (language: Language, locale: string): boolean =>
  locale.toLowerCase().split(/[_.@-]/u)[0] === language;
