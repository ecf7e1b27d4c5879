/** A plan with its malformed parts removed, as the cross-checks see it. */
import type { z } from 'zod';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Behaviour } from '../../scenarios/shop/behaviour.ts';
import type { Mistake } from './plan-error.ts';

/** A plan in which any part may be undefined. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly Draft<Item>[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> } | undefined
    : T | undefined;

export type Path = readonly (string | number)[];
/** Reports one mistake. The value to show is read from the plan at `path`. */
export type Report = (path: Path, problem: string, hint: string) => void;

/** What a plan says about the shop itself, if it is one that has settings. */
export interface SettingsRules {
  readonly schema: z.ZodType<object>;
  /** Reports every mistake that the schema cannot see. Malformed fields of the plan are undefined. */
  readonly check: (plan: Draft<Plan>, known: Known, report: Report) => void;
  /** Reads the options that make the shop worse, and returns what they make of its settings. */
  readonly worsen: (options: Worsening, known: Known, mistakes: Mistake[]) => (settings: object) => object;
  /** Those of the options that could not be seen with the plan, which has them already. */
  readonly idle: (plan: Plan, options: Worsening, known: Known) => readonly Mistake[];
}

/** Options as typed: `--fault` and `--misbehave`. */
export interface Worsening {
  readonly fault?: readonly string[] | undefined;
  readonly misbehave?: readonly string[] | undefined;
}

/** What a plan may use of the shop that it is for. */
export interface Known {
  /** By name: its steps, and whether it is a bot. */
  readonly behaviours: Readonly<Record<string, Pick<Behaviour, 'steps' | 'bot'>>>;
  readonly steps: readonly string[];
  /** The channels by which shoppers may enter. */
  readonly channels: readonly string[];
  readonly settings: SettingsRules | null;
  /** The steps that may correctly refuse a request, so that a `sold-out` fault makes sense. */
  readonly refusable: readonly string[];
  /** The external services that the shop calls. */
  readonly dependencies: readonly string[];
  /** The ways in which the shop can be told to misbehave. */
  readonly misbehaviours: readonly string[];
}

/** Null if any name is missing. Then no other name can be called unknown. */
export function namesOf(
  things: readonly ({ readonly name?: string | undefined } | undefined)[] | undefined,
): string[] | null {
  const names = things?.flatMap((thing) => thing?.name ?? []);
  return names === undefined || names.length < things!.length ? null : names;
}
