/** A plan with mistakes of shape in it, as the cross-checks see it. */
import type { Behaviour } from '../../scenarios/crowd/behaviour.ts';

/** A plan in which any part may be blank. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly Draft<Item>[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> } | undefined
    : T | undefined;

export type Path = readonly (string | number)[];
/** The value is read from the plan by the path. */
export type Report = (path: Path, problem: string, hint: string) => void;

/** What the project has, for the plan to name. */
export interface Known {
  /** By name: where each leads, and whether it is a bot's. */
  readonly behaviours: Readonly<Record<string, Pick<Behaviour, 'steps' | 'bot'>>>;
  readonly steps: readonly string[];
  /** Steps of these that have a correct refusal, and so can be sold out. */
  readonly refusable: readonly string[];
  /** What the shop asks outside of itself, by the names of its table. */
  readonly dependencies: readonly string[];
}

/** Null when one is blank: whether another name is none of them cannot be said then. */
export function namesOf(
  things: readonly ({ readonly name?: string | undefined } | undefined)[] | undefined,
): string[] | null {
  const names = things?.flatMap((thing) => thing?.name ?? []);
  return names === undefined || names.length < things!.length ? null : names;
}
