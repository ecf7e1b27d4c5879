/** Shortcuts for common populations. plan.ts explains the fields. */
import type { Reaction } from './plan.ts';

/** A constant number of shoppers. `pace` multiplies their think times. */
export function held<const Behaviour extends string>(name: string, behaviour: Behaviour, shoppers: number) {
  return {
    kind: 'held',
    name,
    behaviour,
    shoppers: [{ atMinute: 0, value: shoppers }],
    paced: true,
  } as const;
}

/** Sessions at a constant rate with random gaps and real think times. */
export function arriving<const Behaviour extends string>(
  name: string,
  behaviour: Behaviour,
  perHour: number,
) {
  return {
    kind: 'arriving',
    name,
    behaviour,
    perHour: [{ atMinute: 0, value: perHour }],
    process: 'poisson',
    paced: false,
  } as const;
}

/** All shoppers released together, with real think times. */
export function herd<const Behaviour extends string>(
  name: string,
  behaviour: Behaviour,
  shoppers: number,
  atMinute: number,
  reaction: Reaction,
) {
  return { kind: 'herd', name, behaviour, shoppers, atMinute, reaction, paced: false } as const;
}
