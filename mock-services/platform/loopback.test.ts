import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it.each(['127.0.0.1', '127.255.0.9', '::1', '::ffff:127.0.0.1'])('%s is this machine’s own', (address) => {
  expect(isLoopback(address)).toBe(true);
});

it.each(['', '128.0.0.1', '10.127.0.1', '::2', '::ffff:10.0.0.1', '127.0.0.1.example', '127.', '1127.0.0.1'])(
  '"%s" is not',
  (address) => {
    expect(isLoopback(address)).toBe(false);
  },
);
