/** What a way to misbehave is. Each is a file of this folder; index.ts lists them. */
import type { RegionSettings } from '../region-settings.ts';
import type { Tamper } from './draft.ts';

export interface Misbehaviour {
  /** As typed after `--misbehave`. */
  readonly name: string;
  /** One line for `carnival shop --help`: what the shop does. */
  readonly about: string;
  /** The objective of the default plan whose line in the verdict it makes fail. */
  readonly fails: 'orders-lost' | 'oversold' | 'books-in-order';
  /** What else must be there before it can be seen. */
  readonly needs?: string;
  /** Changes what the shop starts with. */
  readonly settings?: (settings: RegionSettings) => RegionSettings;
  /** Makes the part that changes decisions. It may count how often it strikes, so each shop gets its own. */
  readonly tampering?: () => Tamper;
}

const FIRST = 2;
const EVERY = 100;

/**
 * True for the second of its kind in a region, and for every hundredth after that: seen even where there are few (the smoke
 * plan has five returns), and rare where there are many.
 */
export function rarely(): () => boolean {
  let n = 0;
  return () => {
    n += 1;
    return n % EVERY === FIRST;
  };
}
