/** The languages of the dashboards. */
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

export const WORDS = { en, zh } as const satisfies Readonly<Record<string, Words>>;
export type Language = keyof typeof WORDS;
export const LANGUAGES = Object.keys(WORDS) as readonly Language[];
