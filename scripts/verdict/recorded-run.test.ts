/** A real run, changed where a verdict could be fooled, and judged again. No figure here is one of that run alone. */
import { describe, expect, it } from 'vitest';
import type { Histogram, StepCount } from '../evidence/counted.ts';
import type { HerdSecond, Observations, ResponseCount } from '../evidence/observations.ts';
import { named } from '../workshop/testing/cell-names.ts';
import { evenSeconds } from '../workshop/testing/even-seconds.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { judge } from './judge.ts';
import { judgeObjectives } from './objectives.ts';

type Series = Pick<Observations, 'intended' | 'responses' | 'unsent' | 'answers' | 'sessions' | 'cutOff'>;

/** Every series of every counter that has a step and a region. */
const series = (
  seen: Observations,
  change: <T extends StepCount>(counts: readonly T[]) => readonly T[],
): Series => ({
  intended: change(seen.intended),
  responses: change(seen.responses),
  unsent: change(seen.unsent),
  answers: change(seen.answers),
  sessions: change(seen.sessions),
  cutOff: change(seen.cutOff),
});
/** Of the good answers that are meant, this share became something else. */
const became = (
  { responses }: Observations,
  isMeant: (response: ResponseCount) => boolean,
  share: number,
  other: Partial<ResponseCount>,
): readonly ResponseCount[] =>
  responses.flatMap((each) => {
    const isGood = each.outcome === 'ok' && each.within === 'true';
    if (!isGood || !isMeant(each)) return [each];
    const moved = Math.round(each.count * share);
    return [
      { ...each, count: each.count - moved },
      { ...each, ...other, count: moved },
    ];
  });
const fiveBadMore = (second: HerdSecond): HerdSecond => ({
  ...second,
  intended: second.intended + 5,
  responses: second.responses + 5,
  ended: second.ended + 5,
});
const broken = (verdict: ReturnType<typeof judge>) =>
  verdict.validity.filter(({ state }) => state === 'broken');

it('the recorded run passes', () => {
  const verdict = judge(recordedRun());
  expect(broken(verdict)).toEqual([]);
  expect(verdict.outcome).toBe('pass');
});

describe('one region', () => {
  it('fails the run when 3.6 % of its answers are late, though over all regions 99 % are in time', () => {
    const late = recordedRun((seen) => ({
      responses: became(seen, ({ region }) => region === 'north', 0.036, { within: 'false' }),
    }));
    const verdict = judge(late);
    const [whole] = verdict.objectives.find(({ kind }) => kind === 'response-time')!.cells;
    expect(whole!.figure).toBeGreaterThan(0.99);
    expect(verdict.outcome).toBe('fail');
    expect(named(verdict, 'fail')).toContain('response-time · north');
  });

  it('breaks the load when every series of it is missing', () => {
    const verdict = judge(
      recordedRun((seen) => series(seen, (counts) => counts.filter(({ region }) => region !== 'north'))),
    );
    expect(verdict).toMatchObject({ outcome: 'inconclusive', loadValid: false });
    expect(broken(verdict)[0]).toMatchObject({ id: 'achieved-load' });
    expect(broken(verdict)[0]!.reason).toContain('in north');
  });
});

describe('a step that never ran', () => {
  const without = (step: string, isMeant: (count: StepCount) => boolean = () => true) =>
    judge(
      recordedRun((seen) =>
        series(seen, (counts) =>
          counts.map((each) => (each.step === step && isMeant(each) ? { ...each, count: 0 } : each)),
        ),
      ),
    );

  it('breaks the load by name, whichever it is', () => {
    const { forecast } = recordedRun();
    const visited = new Set(
      forecast.phases.flatMap(({ intendedByStep }) =>
        Object.entries(intendedByStep).flatMap(([step, visits]) => (visits > 100 ? [step] : [])),
      ),
    );
    expect(visited).toContain('search.query');
    for (const step of visited) {
      const verdict = without(step);
      expect(verdict.outcome, step).toBe('inconclusive');
      expect(
        broken(verdict)
          .map(({ reason }) => reason)
          .join('\n'),
      ).toContain(step);
    }
  });

  it('breaks the load by name when that is so in one region only', () => {
    const verdict = without('payment.pay', ({ region }) => region === 'south');
    expect(
      broken(verdict)
        .map(({ reason }) => reason)
        .join('\n'),
    ).toMatch(/payment\.pay never ran in south/);
  });
});

it('a run in which nothing was counted is no pass, even if its plan requires nothing', () => {
  const { plan } = recordedRun();
  const objectives = plan.objectives.map((each) => ({ ...each, informative: true, requires: [] }));
  const nothing = recordedRun(
    (seen) => ({
      ...series(seen, (counts) => counts.map((each) => ({ ...each, count: 0 }))),
      herds: [],
      audit: { ...seen.audit, acknowledged: 0, answersRead: 0 },
    }),
    { objectives },
  );
  const verdict = judge(nothing);
  expect(verdict.outcome).toBe('inconclusive');
  expect(
    judgeObjectives(nothing, true).flatMap(({ cells }) => cells.filter(({ state }) => state === 'pass')),
  ).toEqual([]);
});

describe('the generator’s own lateness', () => {
  /** So many of a histogram's samples took longer than the limit of 100 ms. */
  const late = ({ buckets }: Histogram, share: number): Histogram => {
    const all = buckets.at(-1)?.count ?? 0;
    const onTime = Math.ceil(all * (1 - share));
    return {
      buckets: buckets.map(({ leSeconds, count }) => ({
        leSeconds,
        count: leSeconds !== null && leSeconds < 0.3 ? Math.min(count, onTime) : all,
      })),
    };
  };

  const SHORTEST_PHASE_SECONDS = 2;

  it('is taken out of a small cell: 0.99 % of the sends late, and ten answers of one step over the limit for that', () => {
    const lags = (seen: Observations) =>
      seen.phases.map((each) =>
        each.phase === 'burst'
          ? { ...each, sendLag: { ...each.sendLag, generator: late(each.sendLag.generator, 0.0099) } }
          : each,
      );
    const inLive = ({ phase, step }: ResponseCount) => phase === 'burst' && step === 'live.enter';
    const own = judge(
      recordedRun((seen) => {
        const responses = became(seen, inLive, 0.15, { within: 'own' });
        const { plan } = recordedRun();
        return {
          phases: lags(seen),
          responses,
          dispersion: evenSeconds(plan, { responses, intended: seen.intended }, SHORTEST_PHASE_SECONDS),
        };
      }),
    );
    expect(broken(own)).toEqual([]);
    expect(own.outcome).toBe('pass');
    const cell = own.objectives[0]!.cells.find(
      ({ phase, step, region }) => phase === 'burst' && step === 'live.enter' && region === null,
    )!;
    expect(cell.sample!.own).toBeGreaterThan(5);
    const blamed = judge(
      recordedRun((seen) => ({ responses: became(seen, inLive, 0.15, { within: 'false' }) })),
    );
    expect(named(blamed, 'fail')).toContain('response-time · burst · live.enter');
  });
});

it('the herd has not recovered while its own step gets five bad answers a second, however busy its other steps are', () => {
  const burst = recordedRun().timetable.find(({ phase }) => phase === 'burst')!;
  const isBusy = ({ atSeconds }: HerdSecond): boolean => (atSeconds + 1) * 1000 <= burst.endMs;
  const bad = recordedRun(({ herds }) => ({
    herds: herds.map((herd) => ({
      ...herd,
      seconds: herd.seconds.map((second) =>
        herd.step === 'flash.take' && isBusy(second) ? fiveBadMore(second) : second,
      ),
    })),
  }));
  const all = bad.observations.herds.flatMap(({ seconds }) => seconds).filter(isBusy);
  const share = (part: (second: HerdSecond) => number): number =>
    all.reduce((sum, second) => sum + part(second), 0) / all.reduce((sum, each) => sum + each.responses, 0);
  expect(share(({ good }) => good)).toBeGreaterThan(0.99);
  const [cell] = judge(bad).objectives.find(({ kind }) => kind === 'recovery')!.cells;
  expect(cell!.state).toBe('fail');
  expect(cell!.reason).toMatch(/^flash\.take: recovered \d+ s after the release/);
});

it('answers to bots that were stopped do not change the share of answers in time', () => {
  const shares = (times: number) => {
    const evidence = recordedRun(({ responses }) => ({
      responses: responses.map((each) =>
        each.outcome === 'stopped' ? { ...each, count: each.count * times } : each,
      ),
    }));
    const { cells } = judgeObjectives(evidence, true).find(({ kind }) => kind === 'response-time')!;
    return cells.map(({ figure, n }) => ({ figure, n }));
  };
  expect(recordedRun().observations.responses.some(({ outcome }) => outcome === 'stopped')).toBe(true);
  expect(shares(100)).toEqual(shares(1));
});
