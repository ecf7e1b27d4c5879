import fastify from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { regularly } from './regularly.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

it('runs one round at a time, goes on after an error, and waits for the last round at the end', async () => {
  const app = fastify();
  const reported: Error[] = [];
  let rounds = 0;
  let finish: (error?: Error) => void = () => undefined;
  const settle = () => {
    rounds += 1;
    return new Promise<void>((resolve, reject) => {
      finish = (error) => (error === undefined ? resolve() : reject(error));
    });
  };
  regularly(app, 1_000, settle, (error) => reported.push(error));
  await app.ready();

  vi.advanceTimersByTime(5_000);
  expect(rounds).toBe(1);
  const failure = new Error('bank gone');
  finish(failure);
  await vi.waitFor(() => expect(reported).toEqual([failure]));
  await Promise.resolve();
  vi.advanceTimersByTime(1_000);
  expect(rounds).toBe(2);

  let closed = false;
  const closing = app.close().then(() => {
    closed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(false);
  finish();
  await closing;
  vi.advanceTimersByTime(5_000);
  expect(rounds).toBe(2);
});
