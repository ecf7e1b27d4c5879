/** What a way to misbehave is. Each is a file of this folder; index.ts lists them. */
import type { Priority } from '../platform/priorities.ts';
import type { Wire } from '../platform/wiring.ts';
import type { RegionSettings } from '../region-settings.ts';
import type { Draft, Tamper } from './draft.ts';

/** Objectives of the default plan, judged from the books. */
export const BOOK_LINES = ['orders-lost', 'oversold', 'books-in-order'] as const;
/** Kinds of objectives that a drill expects. */
type DrillLine =
  | 'breaker-opens'
  | 'breaker-probes'
  | 'breaker-closes'
  | 'breaker-steady'
  | 'breaker-stays-shut'
  | 'breaker-isolated'
  | 'breaker-fallback'
  | 'load-recovers'
  | 'sheds-in-order';
/** Kinds of objectives that a plan with a gray release declares. */
type ReleaseLine = 'canary';

/** What must be there before a misbehaviour can be seen, in words. */
export const NEEDS = {
  'failing-bank': 'a bank that fails: --fault bank:error=3',
  'failing-dependency': 'a dependency that fails, as in the plan `drills`',
  'two-regions': 'two regions, and a dependency that fails in one of them',
  pressure: 'pressure: --fault "*:pressure=60"',
  gray: 'a plan with `gray`',
} as const;
export type Need = keyof typeof NEEDS;

export interface Misbehaviour {
  /** As typed after `--misbehave`. */
  readonly name: string;
  /** One line for `carnival shop --help`: what the shop does. */
  readonly about: string;
  /** What it makes fail: an objective of the default plan, a clause of a drill, or the line of a gray release. */
  readonly fails: (typeof BOOK_LINES)[number] | DrillLine | ReleaseLine;
  /** What else must be there before it can be seen. */
  readonly needs?: Need;
  /** Changes what the shop starts with. */
  readonly settings?: (settings: RegionSettings) => RegionSettings;
  /** Makes the part that changes decisions. It may count how often it strikes, so each shop gets its own. */
  readonly tampering?: () => Tamper;
  /** Wires each dependency wrongly. */
  readonly wire?: Wire;
  /** Changes what matters how much under pressure. */
  readonly priority?: (priority: Priority) => Priority;
}

const FIRST = 2;
const EVERY = 100;

/**
 * Changes the second decision of its kind in a region, and every hundredth after that: seen even where there are few (the smoke
 * plan has five returns), and rare where there are many.
 * @param find what makes a decision one of the kind; null, undefined or false: it is none
 */
export const rarely =
  <Found>(
    find: (draft: Draft) => Found | null | undefined | false,
    change: (draft: Draft, found: Found) => void,
  ): (() => Tamper) =>
  () => {
    let n = 0;
    return (draft) => {
      const found = find(draft);
      if (found === null || found === undefined || found === false) return;
      n += 1;
      if (n % EVERY === FIRST) change(draft, found);
    };
  };
