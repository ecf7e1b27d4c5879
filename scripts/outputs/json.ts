import type { Verdict } from '../verdict/verdict.ts';

/** `verdict.json`: the verdict as it is, for machines and for the report. Its format is documented in verdict.ts. */
export const printJson = (verdict: Verdict): string => `${JSON.stringify(verdict, null, 2)}\n`;
