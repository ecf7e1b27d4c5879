/** STUB until the engine's part lands: the types of the package's entry, as API10.md has them. */
import type { Objective, Phase, Region } from '../campaigns/plan.ts';

export interface Visit<Kept extends string = string> {
  readonly shopper: string;
  readonly order: string;
  readonly earlierOrder: string;
  readonly key: string;
  readonly behaviour: string;
  readonly address: string;
  readonly device: string;
  readonly draw: number;
  readonly account: Readonly<Record<string, string>>;
  readonly kept: Readonly<Record<Kept, string>>;
  readonly note: string;
  readonly run: string;
}
type Made<T> = T | ((visit: Visit) => T);
type Values = Readonly<Record<string, Made<string | number | boolean>>>;
export interface Taking {
  readonly from: string;
  readonly what: string;
}
export interface StepOptions {
  readonly query?: Values;
  readonly headers?: Values;
  readonly json?: Made<unknown>;
  readonly form?: Values;
  readonly body?: Made<string>;
  readonly host?: string;
  readonly take?: Readonly<Record<string, Taking>>;
  readonly needs?: readonly string[];
  readonly refused?: readonly number[];
  readonly stopped?: readonly number[];
}
export interface StepWritten extends StepOptions {
  readonly method: string;
  readonly path: Made<string>;
}
const method =
  (name: string) =>
  (path: Made<string>, options: StepOptions = {}): StepWritten => ({ method: name, path, ...options });
export const get = method('GET');
export const post = method('POST');
export const put = method('PUT');
export const patch = method('PATCH');
export const del = method('DELETE');

export const json = (what: string): Taking => ({ from: 'json', what });
export interface Accounts {
  readonly file: string;
  readonly per: 'shopper' | 'session';
}
export const csv = (file: string, { per }: { readonly per: 'shopper' | 'session' }): Accounts => ({
  file,
  per,
});

type Edges<Step extends string> = { readonly [Name in Step]?: number };
export interface BehaviourWritten<Step extends string> {
  readonly description: string;
  readonly entry: Edges<Step>;
  readonly steps: {
    readonly [Name in Step]?: {
      readonly thinkSeconds:
        | number
        | { readonly fixed: number }
        | { readonly median: number; readonly p99: number };
      readonly ok: Edges<Step>;
      readonly refused?: Edges<Step>;
      readonly failed?: Edges<Step>;
    };
  };
}
export interface ShopWritten<Step extends string, Name extends string> {
  readonly name: string;
  readonly accounts?: Accounts;
  readonly steps: Readonly<Record<Step, StepWritten>>;
  readonly behaviours: Readonly<Record<Name, BehaviourWritten<NoInfer<Step>>>>;
}
export const defineShop = <Step extends string, Name extends string>(
  shop: ShopWritten<Step, Name>,
): ShopWritten<Step, Name> => shop;

type Naming<O, Step extends string> = O extends { readonly step: string }
  ? Omit<O, 'step'> & { readonly step: Step }
  : O;
type Shopping<P, Name extends string> = P extends { readonly behaviour: string }
  ? Omit<P, 'behaviour'> & { readonly behaviour: Name }
  : never;
export interface PlanWritten<Step extends string, Name extends string> {
  readonly name: string;
  readonly description: string;
  readonly withinMs?: number;
  readonly regions?: readonly Region[];
  readonly phases: readonly (Omit<Phase, 'populations' | 'begins'> & {
    readonly begins?: Phase['begins'];
    readonly populations: readonly Shopping<Phase['populations'][number], Name>[];
  })[];
  readonly objectives: readonly Naming<Objective, Step>[];
}
export const definePlan = <Step extends string, Name extends string>(
  shop: ShopWritten<Step, Name>,
  plan: PlanWritten<NoInfer<Step>, NoInfer<Name>>,
) => ({ ...plan, shop: shop.name });
