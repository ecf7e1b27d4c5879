import { PRIORITIES } from '../platform/priorities.ts';
import type { Misbehaviour } from './misbehaviour.ts';

export const shedsCheckoutFirst: Misbehaviour = {
  name: 'sheds-checkout-first',
  about: 'turns checkout away under pressure, and serves what matters least',
  fails: 'sheds-in-order',
  needs: 'pressure',
  priority: (priority) => PRIORITIES.toReversed()[PRIORITIES.indexOf(priority)]!,
};
