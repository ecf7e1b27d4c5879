/**
 * One line of k6's console file. It has the format of k6's log (2.2, internal/js/runner.go). JSON, because `raw` drops the fields of k6's
 * own messages (the causes of errors, for example), and the default uses Go's quoting, which is no standard.
 */
import { z } from 'zod';
import { beginningOf, type ConsoleKind } from '../../../scenarios/crowd/console-lines.ts';
import { parsedJson } from '../parsed-json.ts';

export const consoleArgs = (file: string): readonly string[] => [
  '--console-output',
  file,
  '--log-format',
  'json',
];

const consoleLine = z.object({ msg: z.string(), time: z.string().optional() });
export type ConsoleLine = z.output<typeof consoleLine>;

/** Null if the line is torn: k6 was killed, or the disk was full. */
export function readLine(line: string): ConsoleLine | null {
  const read = consoleLine.safeParse(parsedJson(line));
  return read.success ? read.data : null;
}

/** The beginning of the crowd's text as it stands inside the line's JSON: looking for it costs less than parsing. */
export const markOf = (kind: ConsoleKind): string => JSON.stringify(beginningOf(kind)).slice(1, -1);
