import { expect, it } from 'vitest';
import { readAnswer } from './read-answer.ts';

const NOTHING = { body: '', json: () => undefined, header: () => '', cookie: () => '' };
const SHOP = { keeps: [], cookies: [] };
const read = (status: number, outcome: 'ok' | 'refused' | 'degraded') =>
  readAnswer({ outcome: () => 'ok', reader: () => outcome, takes: [] }, SHOP, { ...NOTHING, status });

it('an answer of a server that failed is not ok, even if the shop’s own reader says so', () => {
  expect(read(502, 'ok')).toMatchObject({
    outcome: 'failed',
    reason: 'HTTP 502, which shop.ts takes for ok',
  });
});

it('any other word of the reader counts', () => {
  expect(read(503, 'refused').outcome).toBe('refused');
  expect(read(503, 'degraded').outcome).toBe('degraded');
  expect(read(404, 'ok').outcome).toBe('ok');
});
