import type { Output } from './output.ts';

/** `verdict.json`: the verdict as it is, for machines and for the report. Its format is `docs/verdict.schema.json`. */
export const json = {
  name: 'json',
  file: 'verdict.json',
  print: (verdict) => `${JSON.stringify(verdict, null, 2)}\n`,
} as const satisfies Output;
