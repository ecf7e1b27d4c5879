/** A place in the run: what a cell is about. `null` means all phases, all steps or all regions. */
export interface Place {
  readonly phase: string | null;
  readonly step: string | null;
  readonly region: string | null;
}

/** A place as callers write it: without a region it is in all of them. */
export type AnyPlace = Omit<Place, 'region'> & Partial<Pick<Place, 'region'>>;

export const WHOLE_RUN: Place = { phase: null, step: null, region: null };

/** Whether something that was counted in one phase, step and region lies at the place. */
export const isAt =
  ({ phase, step, region = null }: AnyPlace) =>
  (count: { readonly phase: string; readonly step: string; readonly region: string }): boolean =>
    (phase === null || phase === count.phase) &&
    (step === null || step === count.step) &&
    (region === null || region === count.region);

export const isSamePlace = (one: Place, other: Place): boolean =>
  one.phase === other.phase && one.step === other.step && one.region === other.region;
