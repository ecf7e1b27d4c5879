/** The words around a mistake, and around an error: what they say themselves is a message. */
export interface MistakeWords {
  readonly hint: string;
  /** `plan "smoke" has 2 mistakes` */
  readonly has: (subject: string, count: number) => string;
  /** Before what is wrong, the place: `--scale: "x" is not a number`. */
  readonly at: (place: string, problem: string) => string;
}
