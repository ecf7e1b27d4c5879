/** The value of a JSON text; undefined, which no JSON is, if it is none. For texts that somebody else has written. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
