/** Whether the load is what the plan asks for. While one of these fires, no other figure means much. */
import { COUNTER, GAUGE, inPrometheus, LATE_MS } from '../../../scenarios/metrics.ts';
import type { Alert } from '../alert.ts';
import { by, is, rate, series, whileInRun } from '../promql.ts';

const MS_PER_SECOND = 1000;
/** As in the verdict: p99 within LATE_MS. */
const LATE_SHARE_MAX = 0.01;
const WAITING_FOR_SECONDS = 5;
/** Between two phases nobody writes for some seconds. */
const SILENT_SECONDS = 10;
/** Assumption: what a crowd may lack while shoppers leave and others take their places. */
const CROWD_SHARE_MIN = 0.95;
/** Longer than requests are seen after a phase has ended, so that its end is no alert. */
const CROWD_FOR_SECONDS = 8;
const SENDING_SECONDS = 5;

const saturated: Alert = {
  name: 'GeneratorSaturated',
  severity: 'page',
  when: 'more than 1 % of the ticks, or of the sends, are over 0.1 s late because of the generator',
  look: 'the CPU of this machine: lower --scale, raise --pace, or give the generator a machine of its own',
  needsShop: false,
  cases: (_, { fast: { longSeconds } }) => {
    const late = (counter: 'tickLagBucket' | 'sendLagBucket', ...matchers: readonly string[]): string => {
      const upTo = (le: string): string =>
        by('sum', [], rate(series(inPrometheus(COUNTER[counter]), is('le', le), ...matchers), longSeconds));
      return `1 - ${upTo(String(LATE_MS / MS_PER_SECOND))} / ${upTo('+Inf')} > ${LATE_SHARE_MAX}`;
    };
    const described = (what: string) => ({
      summary: `{{ $value | humanizePercentage }} of the ${what} are over ${LATE_MS} ms late.`,
      description: `Over ${longSeconds} s. The verdict does not judge a load that was late.`,
    });
    return [
      { expr: late('tickLagBucket'), labels: { sign: 'ticks' }, ...described('ticks') },
      {
        expr: late('sendLagBucket', is('cause', 'generator')),
        labels: { sign: 'sends' },
        ...described('sends'),
      },
    ];
  },
};

const outOfSlots: Alert = {
  name: 'OutOfSlots',
  severity: 'ticket',
  when: 'requests wait for a free slot for five seconds',
  look: 'generator.inFlightMax in the plan, and why the target keeps so many requests open',
  needsShop: false,
  cases: () => [
    {
      expr: `${by('sum', ['scenario'], inPrometheus(GAUGE.waiting))} > 0`,
      forSeconds: WAITING_FOR_SECONDS,
      summary: '{{ $value }} requests of {{ $labels.scenario }} wait for a free slot.',
      description: 'As many are in flight as the plan allows. Waiting counts as response time.',
    },
  ],
};

const silent: Alert = {
  name: 'GeneratorSilent',
  severity: 'page',
  when: 'the generator has written nothing for ten seconds, and has not said that it ended',
  look: 'k6.log, and whether k6 is still alive',
  needsShop: false,
  cases: () => [
    {
      // When k6 ends in order, it marks its series as ended. Then there is no last time.
      expr: `time() - ${by('max', [], `timestamp(${inPrometheus(GAUGE.inFlight)})`)} > ${SILENT_SECONDS}`,
      summary: 'The generator has written nothing for {{ $value | humanizeDuration }}.',
      description: 'k6 was killed or hangs, or it cannot reach this Prometheus.',
    },
  ],
};

const crowdBelowPlan: Alert = {
  name: 'CrowdBelowPlan',
  severity: 'ticket',
  when: 'fewer than 95 % of the shoppers that a phase holds at the least are there, for eight seconds',
  look: 'shoppers who leave early because their requests fail, and GeneratorSaturated',
  needsShop: false,
  cases: ({ plan }) =>
    plan.phases.flatMap((phase) =>
      phase.populations.flatMap((population) => {
        if (population.kind !== 'held') return [];
        const planned = Math.floor(Math.min(...population.shoppers.map(({ value }) => value)) * plan.scale);
        const ofPhase = is('scenario', phase.name);
        const shoppers = series(inPrometheus(GAUGE.shoppers), ofPhase, is('population', population.name));
        const sending = by('sum', [], rate(series(inPrometheus(COUNTER.intended), ofPhase), SENDING_SECONDS));
        if (planned === 0) return [];
        return [
          {
            expr: whileInRun(
              `${by('sum', ['scenario', 'population'], shoppers)} < ${Math.floor(planned * CROWD_SHARE_MIN)}`,
              `${sending} > 0`,
            ),
            forSeconds: CROWD_FOR_SECONDS,
            labels: { scenario: phase.name, population: population.name },
            summary: `{{ $value }} of ${planned} ${population.name} are there in ${phase.name}.`,
            description: 'The plan holds at least so many at once.',
          },
        ];
      }),
    ),
};

export const OF_GENERATOR: readonly Alert[] = [saturated, outOfSlots, silent, crowdBelowPlan];
