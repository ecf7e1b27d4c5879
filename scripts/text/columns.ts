/**
 * Texts side by side. A negative width puts the text on the left of its column, with a blank after it. What is too long
 * ends in an ellipsis.
 */
export function columns(texts: readonly string[], widths: readonly number[]): string {
  return texts
    .map((text, i) => {
      const width = widths[i]!;
      return width < 0 ? cut(text, -width - 1).padEnd(-width) : cut(text, width).padStart(width);
    })
    .join('')
    .trimEnd();
}

const cut = (text: string, charactersMax: number): string =>
  text.length > charactersMax ? `${text.slice(0, charactersMax - 1)}…` : text;
