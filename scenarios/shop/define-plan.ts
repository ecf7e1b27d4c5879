/** `definePlan`: a plan for a user's shop, typed by the shop's own names. */
import type { Objective, Phase, Plan, PlannedDrill, Population, RequiredCell } from '../campaigns/plan.ts';
import type { OwnShop } from './define-shop.ts';

type PhaseFor<BehaviourName extends string> = Omit<Phase, 'populations' | 'begins'> & {
  /** After the phases before it, if left out. */
  readonly begins?: Phase['begins'];
  readonly populations: readonly (Population & { readonly behaviour: BehaviourName })[];
};

type CellFor<StepName extends string> = Omit<RequiredCell, 'step'> & { readonly step?: StepName };
type Distributed<O, StepName extends string> = O extends unknown
  ? Omit<O, 'step' | 'requires' | 'source'> & {
      /** Where the target comes from. */
      readonly source?: string;
      readonly requires?: readonly CellFor<StepName>[];
    } & (O extends { readonly step: string }
        ? { readonly step: StepName }
        : O extends { readonly step?: string }
          ? { readonly step?: StepName }
          : unknown)
  : never;
export type ObjectiveFor<StepName extends string> = Distributed<Objective, StepName>;

type PlaceFor<P, StepName extends string> = P extends unknown
  ? Omit<P, 'step' | 'steps'> &
      (P extends { readonly step: string } ? { readonly step: StepName } : unknown) &
      (P extends { readonly steps: readonly string[] } ? { readonly steps: readonly StepName[] } : unknown)
  : never;
type DrillFor<StepName extends string> = Omit<PlannedDrill, 'where' | 'expect'> & {
  readonly where: PlaceFor<PlannedDrill['where'], StepName>;
  readonly expect: readonly ObjectiveFor<StepName>[];
};

/** What a plan for a shop of one's own must say. Everything else has a default: see `scripts/own-shop/plan-defaults.ts`. */
export interface OwnPlan<StepName extends string = string, BehaviourName extends string = string>
  extends Partial<Omit<Plan, 'name' | 'phases' | 'objectives' | 'drills' | 'shop' | 'generator'>> {
  readonly name: string;
  readonly phases: readonly PhaseFor<BehaviourName>[];
  readonly objectives: readonly ObjectiveFor<StepName>[];
  readonly drills?: readonly DrillFor<StepName>[];
  readonly generator?: Partial<Plan['generator']>;
}

/** A plan that names a step or a behaviour that the shop lacks does not compile. */
export const definePlan = <StepName extends string, BehaviourName extends string>(
  _shop: OwnShop<StepName, BehaviourName>,
  plan: OwnPlan<NoInfer<StepName>, NoInfer<BehaviourName>>,
): OwnPlan<StepName, BehaviourName> => plan;
