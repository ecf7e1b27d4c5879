/** Calls at a fixed rate, to somebody who answers each before it is asked the next. */
import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { pacedCalls } from './paced-calls.ts';
import { quantile } from './statistics.ts';

function answering({ status = 200, firstTakesMs = 0 }) {
  const methods: string[] = [];
  const dispatch: Dispatcher['dispatch'] = ({ method }, handler) => {
    // Nobody in this process goes on meanwhile, so the calls that fall due leave late.
    const untilMs = performance.now() + (methods.push(method) === 1 ? firstTakesMs : 0);
    while (performance.now() < untilMs);
    handler.onHeaders?.(status, [], () => undefined, '');
    handler.onComplete?.([]);
    return true;
  };
  return { dispatch, methods };
}

describe('paced calls', () => {
  it('are as many as the rate says, and half of them post', async () => {
    const all = answering({});
    expect(await pacedCalls(all, 500, 20)).toHaveLength(10);
    expect(all.methods.filter((method) => method === 'POST')).toHaveLength(5);
  });

  it('that are sent late count from when they were due', async () => {
    const timesMs = await pacedCalls(answering({ firstTakesMs: 200 }), 100, 200);
    // They fell due evenly while it stood still. From when they were sent, each takes no time.
    expect(quantile(timesMs, 0.5)).toBeGreaterThan(60);
  });

  it('end with the first answer that is no 200', async () => {
    await expect(pacedCalls(answering({ status: 503 }), 100, 50)).rejects.toThrow('answered 503');
  });
});
