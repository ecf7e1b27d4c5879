/** What a session keeps of an answer. Values are copied as text, and gone when the session ends. */

export type Taking =
  | { readonly from: 'json'; readonly path: string }
  | { readonly from: 'cookie'; readonly name: string }
  | { readonly from: 'header'; readonly name: string }
  | { readonly from: 'regex'; readonly source: string; readonly flags: string };

/** The value at a path in gjson's syntax: `data.order.code`, `results.0.url`. A number or an object becomes its text. */
export const json = (path: string): Taking => ({ from: 'json', path });
/** The value of a cookie that the answer sets. */
export const cookie = (name: string): Taking => ({ from: 'cookie', name });
/** The value of a header, whatever its case. */
export const header = (name: string): Taking => ({ from: 'header', name });
/** The first group of the first match in the body; the whole match if there is no group. */
export const regex = ({ source, flags }: RegExp): Taking => ({ from: 'regex', source, flags });

/** Whether it needs the body, which is thrown away unless a step reads it. */
export const readsBody = ({ from }: Taking): boolean => from === 'json' || from === 'regex';
