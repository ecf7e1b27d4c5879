import { describe, expect, it } from 'vitest';
import type { Prometheus, Series } from './query.ts';
import { bystandersOf, readBystanders } from './read-bystanders.ts';

const REGIONS = [
  { name: 'east', share: 0.5 },
  { name: 'south', share: 0.5 },
];
const ZERO_MS = 1_795_368_000_500;
const RUN = { runId: 'run-1', zeroAtMs: ZERO_MS };
const EAST = { region: 'east', withoutSteps: ['order.pay', 'order.refund'] };

describe('those whom a drill should not touch', () => {
  it.each([
    {
      given: 'a step of one region',
      scope: { steps: ['order.pay'], regions: ['east'] },
      want: [
        { region: 'east', withoutSteps: ['order.pay'] },
        { region: 'south', withoutSteps: null },
      ],
    },
    {
      given: 'a step everywhere',
      scope: { steps: ['order.pay'], regions: null },
      want: REGIONS.map(({ name }) => ({ region: name, withoutSteps: ['order.pay'] })),
    },
    {
      given: 'a region',
      scope: { steps: null, regions: ['east'] },
      want: [{ region: 'south', withoutSteps: null }],
    },
    { given: 'everything', scope: { steps: null, regions: null }, want: [] },
  ])('by $given', ({ scope, want }) => {
    expect(bystandersOf(scope, REGIONS)).toEqual(want);
  });
});

/** What counters read at the beginning of second 10, then at the end of each; `null`: out of sight. */
type Readings = readonly (number | null)[];
const series = (labels: Series['labels'], readings: Readings): Series => ({
  labels,
  points: readings.flatMap((value, i) =>
    value === null ? [] : [{ atMs: ZERO_MS + (10 + i) * 1000, value }],
  ),
});

const read = (byQuery: (query: string) => readonly Series[], queries: string[] = []) => {
  const prometheus: Prometheus = {
    instant: () => Promise.reject(new Error('asked for one instant')),
    range: async (query, span) => {
      queries.push(query);
      expect(span).toEqual({ fromMs: ZERO_MS + 10_000, untilMs: ZERO_MS + 13_000, stepMs: 1000 });
      return byQuery(query);
    },
  };
  return readBystanders(prometheus, RUN, [EAST], { from: 10, until: 13 });
};

describe('the seconds of bystanders', () => {
  it('are what their counters grew by, also when a phase ends and the next begins', async () => {
    const [east] = await read((query) =>
      query.includes('outcome="failed"')
        ? [series({ scenario: 'burst' }, [4, 4, 5, null])]
        : query.includes('responses')
          ? [
              series({ scenario: 'warm-up' }, [100, 120, null, null]),
              series({ scenario: 'burst' }, [null, 30, 70, 90]),
            ]
          : [],
    );
    expect(east).toMatchObject({ region: 'east', withoutSteps: ['order.pay', 'order.refund'] });
    expect(east!.seconds.map(({ atSeconds, ended, failed }) => [atSeconds, ended, failed])).toEqual([
      [10, 50, 0],
      [11, 40, 1],
      [12, 20, 0],
    ]);
  });

  it('have answers by how long they took, each in one bucket', async () => {
    const [east] = await read((query) =>
      query.includes('bucket')
        ? [
            series({ scenario: 'burst', le: '0.001' }, [5, 5, 5, 7]),
            series({ scenario: 'burst', le: '0.002' }, [5, 9, 9, 12]),
            ...[0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1].map((le) =>
              series({ scenario: 'burst', le: String(le) }, [5, 9, 9, 12]),
            ),
            ...[1.2, 1.5, 2, 3, 5, 10].map((le) =>
              series({ scenario: 'burst', le: String(le) }, [5, 9, 9, 12]),
            ),
            series({ scenario: 'burst', le: '+Inf' }, [5, 9, 10, 13]),
          ]
        : [],
    );
    const [first, second, third] = east!.seconds.map(({ times }) => times);
    expect([first!.length, first![0], first![1], sum(first!)]).toEqual([23, 0, 4, 4]);
    expect([second!.at(-1), sum(second!)]).toEqual([1, 1]);
    expect([third![0], third![1], sum(third!)]).toEqual([2, 1, 3]);
  });

  it('leave out the steps of the drill, other drills, stopped bots and the generator’s own fault', async () => {
    const queries: string[] = [];
    await read(() => [], queries);
    expect(queries).toHaveLength(3);
    for (const query of queries)
      expect(query).toContain('region="east", step!="order.pay", step!="order.refund"');
    for (const query of queries.filter((each) => each.includes('responses')))
      expect(query).toContain('drill="", outcome!="stopped", within!="own"');
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
