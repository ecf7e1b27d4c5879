/** The words of the dashboards in every language that Carnival speaks. */
import type { Language } from '../../../scripts/words/language.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

export const WORDS: Readonly<Record<Language, Words>> = { en, zh };
