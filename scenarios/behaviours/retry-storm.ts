import type { Behaviour, BehaviourStep } from '../crowd/behaviour.ts';
import { couponBuyer } from './coupon-buyer.ts';

/** Always as soon again: no back-off. */
const RETRY_SECONDS = 0.2;
/** Gives up after ten tries on average, so that a storm is tenfold and not endless: an assumption. */
const RETRIES = 0.9;

const stubborn = (name: string, step: BehaviourStep): BehaviourStep => ({
  ...step,
  retrySeconds: RETRY_SECONDS,
  failed: { [name]: RETRIES },
});
const steps = Object.fromEntries(
  Object.entries(couponBuyer.steps).map(([name, step]) => [name, stubborn(name, step)]),
);

/** A coupon buyer with a bad client: whatever fails is sent again at once, without back-off. Quiet until it hurts. */
export const retryStorm: Behaviour = {
  ...couponBuyer,
  name: 'retry-storm',
  description: `${couponBuyer.description}; a failed step is sent again at once`,
  steps,
};
