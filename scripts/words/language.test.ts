import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { languageFrom, languageTyped, wordsOf } from './language.ts';
import { zh } from './zh.ts';

describe('the language', () => {
  it.each([
    { given: {}, want: 'en' },
    { given: { LANG: 'zh_CN.UTF-8' }, want: 'zh' },
    { given: { LANG: 'zh-Hans' }, want: 'zh' },
    { given: { LANG: 'C.UTF-8' }, want: 'en' },
    { given: { LANG: 'fr_FR.UTF-8' }, want: 'en' },
    { given: { LANG: 'zhx' }, want: 'en' },
    { given: { LANG: 'zh_CN', LC_MESSAGES: 'en_GB' }, want: 'en' },
    { given: { LANG: 'en_GB', LC_MESSAGES: '', LC_ALL: 'zh_CN' }, want: 'zh' },
  ])('of $given is $want', ({ given, want }) => {
    expect(languageFrom(undefined, given)).toBe(want);
  });

  it('that was asked for wins over the environment', () => {
    expect(languageFrom('en', { LC_ALL: 'zh_CN' })).toBe('en');
    expect(wordsOf('zh')).toBe(zh);
  });
});

describe('a command line that nobody has read yet', () => {
  it.each([
    { given: ['node', 'carnival', 'try', '--lang', 'zh'], want: 'zh' },
    { given: ['node', 'carnival', '--lang=zh', '--help'], want: 'zh' },
    { given: ['node', 'carnival', 'try', '--lang', 'fr'], want: undefined },
    { given: ['node', 'carnival', 'try', '--lang'], want: undefined },
    { given: ['node', 'carnival', 'try', '--language=zh'], want: undefined },
    { given: [], want: undefined },
  ])('$given asks for $want', ({ given, want }) => {
    expect(languageTyped(given)).toBe(want);
  });
});

describe('the words', () => {
  /** Every text in it by its path; a sentence with gaps counts as a text. */
  const textsOf = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => textsOf(item, `${path}.${key}`))
      : [[path, String(value)]];

  it('of both languages are the same ones, and none is empty', () => {
    expect(textsOf(zh).map(([path]) => path)).toEqual(textsOf(en).map(([path]) => path));
    for (const [path, text] of [...textsOf(zh), ...textsOf(en)]) expect(text.trim(), path).not.toBe('');
  });

  it('in Chinese are Chinese, but for names', () => {
    const NAMES = new Set([
      '.language',
      '.table.joined',
      '.reason',
      '.message',
      '.drillText',
      '.tried.and',
      '.doctor.from.path',
      '.mistake.at',
    ]);
    const foreign = textsOf(zh).filter(([path, text]) => !NAMES.has(path) && !/\p{Script=Han}/u.test(text));
    expect(foreign).toEqual([]);
  });
});
