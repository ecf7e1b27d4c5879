import { expect, it } from 'vitest';
import { NothingSent, stopIfInterrupted } from './interrupt.ts';

it('a stage that starts something is not begun after an interrupt', () => {
  expect(() => stopIfInterrupted({ happened: false }, 'the shop')).not.toThrow();
  const begin = () => stopIfInterrupted({ happened: true }, 'the shop');
  expect(begin).toThrow(NothingSent);
  expect(begin).toThrow('stopped before the shop was started; nothing was sent');
});
