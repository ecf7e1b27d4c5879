/** Colour on a terminal: whether to use it, and how. */
import { styleText } from 'node:util';
import { isScreen } from './terminal.ts';

type Hue = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** One function a hue: text in, painted text out. */
export type Paints = Readonly<Record<Hue, (text: string) => string>>;

/** @see https://no-color.org */
export const colourWanted = (
  output: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean => isScreen(output, env) && !env.NO_COLOR;

/** @param colour what `colourWanted` says; without it every text stays as it is */
export function paintsFor(colour: boolean): Paints {
  // It is decided already whether to paint. styleText must not check the process's output again.
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
