/** A visit with nothing special about it, for tests of steps. */
import type { Visit } from '../shop/visit.ts';

export const aVisit = (changes: Partial<Visit> = {}): Visit => ({
  shopper: 'run.a.1.0',
  order: 'o.run.a.1.0',
  earlierOrder: 'o.run.a.1.0',
  key: 'run.a.1.0.1',
  behaviour: 'buyer',
  address: '10.0.0.1',
  device: 'd0-1',
  draw: 0.5,
  kept: {},
  account: {},
  run: 'run',
  note: '',
  ...changes,
});
