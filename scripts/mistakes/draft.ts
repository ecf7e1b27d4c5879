/** A plan with its malformed parts removed, as the cross-checks see it. */
import type { Behaviour } from '../../scenarios/crowd/behaviour.ts';

/** A plan in which any part may be undefined. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly Draft<Item>[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> } | undefined
    : T | undefined;

export type Path = readonly (string | number)[];
/** Reports one mistake. The value to show is read from the plan at `path`. */
export type Report = (path: Path, problem: string, hint: string) => void;

/** The names that a plan may use. */
export interface Known {
  /** By name: its steps, and whether it is a bot. */
  readonly behaviours: Readonly<Record<string, Pick<Behaviour, 'steps' | 'bot'>>>;
  readonly steps: readonly string[];
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
