import type { Behaviour, BehaviourStep } from '../../../shop/behaviour.ts';
import { couponBuyer } from './coupon-buyer.ts';

/** The same short wait before every retry: no back-off. */
const RETRY_SECONDS = 0.2;
/** Assumption: gives up after ten tries on average, so that a storm is tenfold, not endless. */
const RETRIES = 0.9;

const stubborn = (name: string, step: BehaviourStep): BehaviourStep => ({
  ...step,
  retrySeconds: RETRY_SECONDS,
  failed: { [name]: RETRIES },
});
const steps = Object.fromEntries(
  Object.entries(couponBuyer.steps).map(([name, step]) => [name, stubborn(name, step)]),
);

/** A coupon buyer with a bad client, which sends every failed request again without back-off. Harmless until requests fail. */
export const retryStorm: Behaviour = {
  ...couponBuyer,
  name: 'retry-storm',
  description: `${couponBuyer.description}; a failed step is sent again at once`,
  steps,
};
