import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { ArrivalCounts } from './arrivals.ts';

const arrive = (counts: ArrivalCounts, step: string, run: string | string[] | undefined) => {
  const request = { headers: { 'x-carnival-run': run } } as unknown as FastifyRequest;
  counts.counts(step).call(undefined as never, request, {} as FastifyReply, () => undefined);
};

it('arrivals are counted by run and step, from the start of the process on', () => {
  const counts = new ArrivalCounts(123);
  for (const step of ['home.view', 'home.view', 'order.create']) arrive(counts, step, 'run-1');
  arrive(counts, 'home.view', 'run-2');
  arrive(counts, 'home.view', undefined);
  arrive(counts, 'home.view', ['run-1', 'run-2']);
  expect(counts.of('run-1')).toEqual({
    countedSinceMs: 123,
    steps: [
      { step: 'home.view', requests: 2, replays: 0 },
      { step: 'order.create', requests: 1, replays: 0 },
    ],
  });
  expect(counts.of('run-3').steps).toEqual([]);
});

it('names that clients make up cost no more than twenty runs', () => {
  const counts = new ArrivalCounts(0);
  for (let n = 1; n <= 21; n++) arrive(counts, 'home.view', `run-${n}`);
  expect(counts.of('run-1').steps).toEqual([]);
  expect(counts.of('run-2').steps).toHaveLength(1);
  expect(counts.of('run-21').steps).toHaveLength(1);
});
