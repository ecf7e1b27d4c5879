/** Colour on a terminal: whether, and how. */
import { styleText } from 'node:util';

type Hue = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** One function a hue: text in, painted text out. */
export type Paints = Readonly<Record<Hue, (text: string) => string>>;

/** @see https://no-color.org */
export const colourWanted = (
  output: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean => output.isTTY === true && !env.NO_COLOR;

/** @param colour what `colourWanted` says; without it every text stays as it is */
export function paintsFor(colour: boolean): Paints {
  // Whether to paint is decided by now: styleText is not to look at the process's own output and decide again.
  const paint = (hue: Hue) => (text: string) =>
    colour ? styleText(hue, text, { validateStream: false }) : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
  };
}
