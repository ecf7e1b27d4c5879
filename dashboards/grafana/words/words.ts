/** Which words there are. */
import type { en } from './en.ts';

type Widened<T> = T extends string ? string : { readonly [Key in keyof T]: Widened<T[Key]> };
/** The same words in any language. */
export type Words = Widened<typeof en>;
export type PanelName = keyof typeof en.panels;
export type RowName = keyof typeof en.rows;
export type LegendWord = keyof typeof en.legends;
