import { expect, it } from 'vitest';
import type { Sample } from './query.ts';
import { readConnections } from './read-connections.ts';

const RUN = { runId: 'run-1', startedAtMs: 0, endedAtMs: 8400 };
const read = (answers: Readonly<Record<string, readonly Sample[]>>) =>
  readConnections(
    {
      instant: async (query) =>
        answers[Object.keys(answers).find((name) => query.includes(name)) ?? ''] ?? [],
      range: () => Promise.reject(new Error('nobody asks for it')),
    },
    RUN,
  );

it('connections are read by phase: seconds held, most open, and dropped ones by step', async () => {
  const labels = { scenario: 'burst' };
  const observed = await read({
    k6_carnival_connection_seconds_total: [{ labels, value: 1200 }],
    'k6_carnival_connections{run_id="run-1"})[8400ms:1s]': [{ labels, value: 250 }],
    k6_carnival_connections_dropped_total: [{ labels: { ...labels, step: 'live' }, value: 3 }],
  });
  expect(observed).toEqual({
    held: [{ phase: 'burst', seconds: 1200, most: 250 }],
    dropped: [{ phase: 'burst', step: 'live', count: 3 }],
  });
});

it('a phase of which no connection was seen has none, and a run without series has no phase', async () => {
  const labels = { scenario: 'burst' };
  const observed = await read({ k6_carnival_connection_seconds_total: [{ labels, value: 0 }] });
  expect(observed).toEqual({ held: [{ phase: 'burst', seconds: 0, most: 0 }], dropped: [] });
  expect(await read({})).toEqual({ held: [], dropped: [] });
});
