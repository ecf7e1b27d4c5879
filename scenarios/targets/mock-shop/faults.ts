/**
 * Kinds of faults, one row each. The command line, the plan's schema and the shop read this table and know no kind by name:
 * a new kind is a new row. Plans are read by k6 as well, which needs the types alone.
 */

/** A fault set in the shop when the run starts, to prove that the verdict sees it. */
export interface Fault {
  /** A step's name, `*` for every step that the kind fits, or the name of a dependency. */
  readonly step: string;
  readonly kind: FaultKind;
  /** What it means depends on the kind. A kind that takes no value does not look at it: write 0. */
  readonly value: number;
}

/** What happens to a request, or to a call of a dependency: a refusal is a 409, a dropped connection never answers. */
export type Effect = 'go on' | 'refuse' | 'drop' | { readonly failWith: number };

/** What a fault knows when it strikes. */
export interface Blow {
  readonly value: number;
  /** How often this fault has struck, this time included. `*` counts over all steps together. */
  readonly struck: number;
  /** Calls of the dependency that are under way, this one included. For a step: 0. */
  readonly underWay: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Resolves when the fault is lifted. */
  readonly lifted: () => Promise<void>;
}

/** Something in the shop that a fault can be set on: a step, or a dependency. */
export interface FaultTarget {
  readonly name: string;
  readonly isStep: boolean;
  /** Whether it has a correct refusal. A dependency has none. */
  readonly refusable: boolean;
}

interface Row {
  /** For docs/shop.md: what happens to the request or the call. */
  readonly does: string;
  /** Null: it takes none. Every value is above 0. */
  readonly value: {
    readonly is: string;
    readonly example: number;
    readonly whole: boolean;
    /** FAULT_VALUE_MAX if left out. */
    readonly max?: number;
  } | null;
  /** Null: it fits everything. */
  readonly needs: { readonly what: string; readonly fits: (target: FaultTarget) => boolean } | null;
  readonly strike: (blow: Blow) => Effect | Promise<Effect>;
  /** It is on the whole shop (`*`), and strikes nobody by itself: the pressure that it makes, 0 to 1. */
  readonly pressure?: (value: number) => number;
}

const PERCENT = 100;
const A_DEPENDENCY = { what: 'a dependency', fits: ({ isStep }: FaultTarget) => !isStep };
const A_STEP = { what: 'a step', fits: ({ isStep }: FaultTarget) => isStep };

const TABLE = {
  latency: {
    does: 'is answered later',
    value: { is: 'how many milliseconds late every answer is', example: 2000, whole: false },
    needs: null,
    strike: async ({ value, sleep }): Promise<Effect> => {
      await sleep(value);
      return 'go on';
    },
  },
  error: {
    does: 'fails with a 500: every one, or every Nth',
    value: { is: 'the N of "every Nth request answers 500"', example: 200, whole: true },
    needs: null,
    strike: ({ value, struck }) => (struck % value === 0 ? { failWith: 500 } : 'go on'),
  },
  'failed-share': {
    does: 'fails with a 500 by chance',
    value: { is: 'how many percent of the requests fail', example: 10, whole: false, max: PERCENT },
    needs: null,
    strike: ({ value, random }) => (random() * PERCENT < value ? { failWith: 500 } : 'go on'),
  },
  'pool-exhausted': {
    does: 'fails at once, if the pool’s connections are all in use',
    value: { is: 'how many calls the dependency still takes at once', example: 2, whole: true },
    needs: A_DEPENDENCY,
    strike: ({ value, underWay }) => (underWay > value ? { failWith: 503 } : 'go on'),
  },
  hang: {
    does: 'has no answer; its connection is dropped when the fault is lifted',
    value: null,
    needs: null,
    strike: async ({ lifted }): Promise<Effect> => {
      await lifted();
      return 'drop';
    },
  },
  'cut-off': {
    does: 'has its connection dropped at once, without an answer; on `*` the region is cut off from its shoppers',
    value: null,
    needs: A_STEP,
    strike: () => 'drop',
  },
  pressure: {
    does: 'is served or shed as if the region were so pressed: from 50 on AR, support and recommendations are shed, from 80 on all but checkout',
    value: { is: 'how pressed the region is, in percent', example: 60, whole: false, max: PERCENT },
    needs: { what: 'the whole shop: `*`', fits: () => false },
    strike: () => 'go on',
    pressure: (value) => value / PERCENT,
  },
  'sold-out': {
    does: 'is refused: 409',
    value: null,
    needs: { what: 'a step that can refuse', fits: ({ refusable }) => refusable },
    strike: () => 'refuse',
  },
} as const satisfies Record<string, Row>;

export type FaultKind = keyof typeof TABLE;

export const FAULTS: Readonly<Record<FaultKind, Row>> = TABLE;
export const FAULT_KINDS = Object.keys(TABLE) as FaultKind[];

/** Ten minutes, if it is milliseconds: a bound against slips of the finger. */
export const FAULT_VALUE_MAX = 600_000;

export const fits = (kind: FaultKind, target: FaultTarget): boolean =>
  FAULTS[kind].needs?.fits(target) ?? true;

/** The targets that a fault's `step` means. */
export const targetsOf = <Target extends FaultTarget>(step: string, all: readonly Target[]): Target[] =>
  all.filter(({ name, isStep }) => (step === '*' ? isStep : name === step));

/** One thing that is wrong with a fault. */
export interface FaultFlaw {
  readonly key: keyof Fault;
  /** A predicate of what stands under the key. */
  readonly problem: string;
  /** What to do about it. */
  readonly hint: string;
}

/**
 * Everything that is wrong with a fault of the right shape, wherever it is written.
 *
 * @param fault what is undefined is not looked at
 * @param targets what there is in the shop
 */
export function faultFlaws(
  { step, kind, value }: { readonly [Key in keyof Fault]?: Fault[Key] | undefined },
  targets: readonly FaultTarget[],
): FaultFlaw[] {
  return [
    step === undefined ? null : nameFlaw(step, targets),
    step === undefined || kind === undefined ? null : placeFlaw(step, kind, targets),
    kind === undefined || value === undefined ? null : valueFlaw(kind, value),
  ].filter((flaw) => flaw !== null);
}

function nameFlaw(step: string, targets: readonly FaultTarget[]): FaultFlaw | null {
  if (step === '*' || targetsOf(step, targets).length > 0) return null;
  const hint = `there are: ${namesOf(targets)} (or * for every step)`;
  return { key: 'step', problem: 'is not a step or a dependency', hint };
}

function placeFlaw(step: string, kind: FaultKind, targets: readonly FaultTarget[]): FaultFlaw | null {
  const { needs, pressure } = FAULTS[kind];
  if (pressure !== undefined) {
    const problem = `has no effect on ${step} alone: it is on the whole shop`;
    return step === '*' ? null : { key: 'kind', problem, hint: 'write * instead' };
  }
  const meant = targetsOf(step, targets);
  if (needs === null || meant.length === 0 || meant.some(needs.fits)) return null;
  const others = FAULT_KINDS.filter((other) => meant.some((target) => fits(other, target)));
  return {
    key: 'kind',
    problem: `has no effect on ${step}: it needs ${needs.what}`,
    hint: `set it on ${namesOf(targets.filter(needs.fits))}${allOf(targets.filter(needs.fits))}, or give ${step} one of ${others.join(', ')}`,
  };
}

const allOf = (targets: readonly FaultTarget[]): string =>
  targets.some(({ isStep }) => isStep) ? ' (or * for all of them)' : '';

function valueFlaw(kind: FaultKind, value: number): FaultFlaw | null {
  const flaw = (hint: string): FaultFlaw => ({ key: 'value', problem: `is not a value for ${kind}`, hint });
  const rule = FAULTS[kind].value;
  if (rule === null)
    return value >= 0 && value <= FAULT_VALUE_MAX ? null : flaw(`${kind} takes none: write 0`);
  const isRight = value > 0 && value <= valueMax(rule) && (!rule.whole || Number.isInteger(value));
  return isRight ? null : flaw(valueHint(kind)!);
}

/** What a kind's value is, in words; null when it takes none. */
export function valueHint(kind: FaultKind): string | null {
  const rule = FAULTS[kind].value;
  if (rule === null) return null;
  const number = rule.whole ? 'a whole number' : 'a number';
  return `it is ${rule.is}, ${number} above 0 and at most ${valueMax(rule)}, such as ${rule.example}`;
}

const valueMax = ({ max }: NonNullable<Row['value']>): number => max ?? FAULT_VALUE_MAX;

const namesOf = (targets: readonly FaultTarget[]): string => targets.map(({ name }) => name).join(', ');
