/**
 * What a VU says in words: a line of JSON on k6's console, once a second. It leaves k6 this way because an interrupt ends its iterations
 * at once, without running `finally`. `scripts/rehearsal/console/` reads the lines.
 */

/** What was promised, for the audit; why answers failed, for the verdict; how many failed, for `abort`; what `carnival try` sees. */
export type ConsoleKind = 'promises' | 'remarks' | 'answers' | 'try';

export const consoleText = (kind: ConsoleKind, said: object): string =>
  JSON.stringify({ carnival: kind, ...said });

/** What the text of such a line begins with. All other lines on the console are not the crowd's. */
export const beginningOf = (kind: ConsoleKind): string => `{"carnival":"${kind}"`;
