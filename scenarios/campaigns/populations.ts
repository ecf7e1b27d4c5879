/** The usual ways to write a population; what the words mean stands in plan.ts. */

/** Browsing shoppers, as many all the time, whose thinking the pace stretches. */
export function held(name: string, behaviour: string, shoppers: number) {
  return {
    kind: 'held',
    name,
    behaviour,
    shoppers: [{ atMinute: 0, value: shoppers }],
    paced: true,
  } as const;
}

/** Sessions at one rate all the time, at random and at real thinks. */
export function arriving(name: string, behaviour: string, perHour: number) {
  return {
    kind: 'arriving',
    name,
    behaviour,
    perHour: [{ atMinute: 0, value: perHour }],
    process: 'poisson',
    paced: false,
  } as const;
}

/** Everybody at one instant, at real thinks. */
export function herd(name: string, behaviour: string, shoppers: number, atMinute: number) {
  return { kind: 'herd', name, behaviour, shoppers, atMinute, paced: false } as const;
}
