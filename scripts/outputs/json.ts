import { shown } from '../text/shown.ts';
import type { Output } from './output.ts';

/** `verdict.json`: the verdict as it is, for machines and for the report. Its format is `docs/verdict.schema.json`. */
export const json = {
  name: 'json',
  file: 'verdict.json',
  // A file is looked at in a terminal too. JSON itself leaves C1 controls and the like as they are.
  print: (verdict) => `${shown(JSON.stringify(verdict, null, 2))}\n`,
} as const satisfies Output;
