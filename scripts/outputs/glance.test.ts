import { describe, expect, it } from 'vitest';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { widthOf } from '../text/width.ts';
import { judge } from '../verdict/judge.ts';
import type { ObjectiveResult, Verdict } from '../verdict/verdict.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { lags, phaseSeen, rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { STORIES, VERDICTS } from '../workshop/testing/verdicts.ts';
import { table } from './table.ts';

const LANGUAGES = [
  { language: 'English', words: en },
  { language: 'Chinese', words: zh },
];
const textOf = (verdict: Verdict, columns = 100) => table.print(verdict, { colour: false, columns });
const linesOf = (verdict: Verdict, columns?: number) => textOf(verdict, columns).trimEnd().split('\n');

/** A pass of a plan with as many objectives and drills as the default one, with long figures and names. */
function passOfTheDefaultPlan(): Verdict {
  const healthy = judge(recordedRun());
  const [like] = healthy.objectives;
  const drills = summerCarnival.drills ?? [];
  const passed = (id: string, drill: string | null): ObjectiveResult => ({
    ...like!,
    id,
    drill,
    state: 'pass',
  });
  return {
    ...healthy,
    plan: summerCarnival.name,
    runId: '2026-11-26T13-31-22-summer-carnival-jimnsl',
    outcome: 'pass',
    headline: 'nothing failed, and every required cell (37) is proven: 273 of 470 cells passed',
    objectives: [
      ...summerCarnival.objectives.map(({ id }) => passed(id, null)),
      ...drills.flatMap(({ name, expect: expected }) =>
        expected.map(({ id }) => passed(`${name}/${id}`, name)),
      ),
    ],
    drills: drills.map(({ name, at }) => ({
      ...{ drill: name, phase: at.phase, where: 'database in south (search.query)', fault: 'error=1' },
      ...{ beginSeconds: 40, endSeconds: 50, recoveredSeconds: 60, setSeconds: 40, liftedSeconds: 50 },
      ...{ requests: 3488, share: 0.01, missing: null, state: 'pass' },
    })),
    notes: [
      '138 orders got no answer and may or may not be stored: not counted as lost',
      'all cores were 90.745 % busy in the busiest phase: this may explain late requests, but does not change the verdict',
      'and a third one',
    ],
  };
}

describe('a verdict at a glance', () => {
  it('of a pass of the default plan has at most 30 lines, with the line that names the files', () => {
    const lines = linesOf(passOfTheDefaultPlan());
    expect(lines.length + 1).toBeLessThanOrEqual(30);
    expect(lines[0]).toMatch(/^PASS {2}summer-carnival · 2026-11-26T13-31-22/);
    for (const label of ['PROVEN', 'LOAD', 'NOT PROVEN', 'NOTES', 'MORE'])
      expect(
        lines.filter((line) => line.startsWith(`${label} `)),
        label,
      ).toHaveLength(1);
    expect(textOf(passOfTheDefaultPlan())).toMatch(/✓ database-pressure .* 10 of 10 hold\n/);
  });

  it.each(VERDICTS.flatMap((each) => LANGUAGES.map((spoken) => ({ ...each, ...spoken }))))(
    'of a $name run in $language fits into 80 columns, and into 100',
    ({ verdict, words }) => {
      for (const columns of [80, 100]) {
        const text = table.print(verdict, { colour: false, columns, words });
        for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
        expect(
          text.startsWith(`${words.outcome[verdict.outcome].toUpperCase()}  small-carnival · run-1\n`),
        ).toBe(true);
        const explained = table.print(verdict, { colour: false, columns, words, explain: true });
        for (const line of explained.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
      }
    },
  );

  it('does not change a word of what is evidence when the language changes', () => {
    const verdict = judge(rehearsal(STORIES.slow));
    const text = table.print(verdict, { colour: false, columns: 400, words: zh });
    expect(text).toContain('response · burst · order.create');
    expect(text).not.toMatch(/LOOK AT|EVIDENCE|MORE/);
  });
});

describe('a fail at a glance', () => {
  const verdict = judge(rehearsal({ steps: { '* · coupon.redeem': (intended) => ({ failed: intended }) } }));

  it('shows its cause, then its evidence, then where to look', () => {
    const text = textOf({
      ...verdict,
      causes: [{ step: 'coupon.redeem', cause: 'HTTP 500', count: 9, explains: true }],
    });
    const order = [
      'FAIL ',
      'failed: ',
      'CAUSES',
      '9 × HTTP 500',
      'EVIDENCE',
      '✗ coupons',
      'LOOK AT',
      'LOAD ',
    ];
    const found = order.map((each) => text.indexOf(each));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    expect(text).toContain('what coupon.redeem answered: CAUSES above');
  });

  it('names no cause of anything else; --explain names it after the others', () => {
    const cause = { cause: 'HTTP 500', count: 9 };
    const causes = [
      { ...cause, step: 'home.view' },
      { ...cause, step: 'coupon.redeem', explains: true as const },
    ];
    const text = textOf({ ...verdict, causes });
    expect(text).toMatch(/CAUSES\n {2}coupon\.redeem: /);
    expect(text).not.toContain('home.view: 9');
    const explained = table.print({ ...verdict, causes }, { colour: false, columns: 100, explain: true });
    expect(explained).toMatch(/CAUSES\n {2}coupon\.redeem: .*\n {2}home\.view: /);
  });

  it('does not point at causes that are not there', () => {
    const causes = [{ step: 'home.view', cause: 'HTTP 500', count: 9 }];
    const text = textOf({ ...verdict, causes });
    expect(text).not.toContain('CAUSES');
    expect(text).toContain('what coupon.redeem answered: causes in report.html');
  });

  it('names the drills that did not go as expected, and what is required and not proven', () => {
    const [like] = verdict.objectives;
    const [cell] = like!.cells;
    const open = {
      ...{ ...like!, id: 'payments-down/in-time', drill: 'payments-down', state: 'not-proven' as const },
      cells: [{ ...cell!, state: 'not-proven' as const, required: true }],
    };
    const [drill] = passOfTheDefaultPlan().drills;
    const drills = [{ ...drill!, drill: 'payments-down', state: 'fail' as const }];
    const text = textOf({ ...verdict, objectives: [...verdict.objectives, open], drills });
    expect(text).toMatch(/DRILLS +0 of 1 went as expected; not payments-down\n/);
    expect(text).toMatch(/NOT PROVEN .*payments-down\/in-time · whole run\n/);
  });

  it('says where in Chinese too', () => {
    const { audit } = rehearsal().observations;
    const lost = judge(rehearsal({ observations: { audit: { ...audit, lost: 1, lostIds: ['o-1'] } } }));
    const text = table.print(lost, { colour: false, columns: 100, words: zh });
    expect(text).toContain('lost · 全程');
    expect(text).not.toContain('whole run');
  });

  it('names no cause of a lost order: answers that failed do not explain it', () => {
    const { audit } = rehearsal().observations;
    const lost = judge(rehearsal({ observations: { audit: { ...audit, lost: 1, lostIds: ['o-1'] } } }));
    const text = textOf({ ...lost, causes: [{ step: 'coupon.redeem', cause: 'HTTP 500', count: 9 }] });
    expect(text).toMatch(/EVIDENCE\n {2}✗ lost · whole run: /);
    expect(text).not.toContain('CAUSES');
    expect(text).toContain('· the books: ');
  });

  it('keeps a run in which everything failed on a page', () => {
    const refusing = judge(
      rehearsal({ steps: { '* · *': (intended) => ({ failed: intended - 1, refused: 1 }) } }),
    );
    expect(textOf(refusing)).toMatch(/ {2}… and \d+ more\n/);
    expect(linesOf(refusing).length).toBeLessThanOrEqual(40);
  });
});

describe('an inconclusive run at a glance', () => {
  const late = (cpuShare: number) => {
    const phases = ['warm-up', 'burst', 'flash-sale'].map((phase) => ({
      ...phaseSeen(phase),
      tickLag: lags(100, phase === 'burst' ? 50 : 0),
    }));
    const verdict = judge(rehearsal({ observations: { phases } }));
    const busy = verdict.proven.phases.map((each) => ({ ...each, cpuShare }));
    return { ...verdict, proven: { ...verdict.proven, phases: busy } };
  };

  it('says that the machine was the bottleneck, and at which pace it is not', () => {
    const text = textOf({ ...late(0.91), pace: 25 });
    expect(text).toMatch(/BOTTLENECK\n {2}this machine: 91 % of all cores/);
    expect(text).toMatch(/CHANGE\n {2}· --pace 35 \(it was 25\)/);
    // It refuses any other shop.
    expect(text.replaceAll(/\s+/g, ' ')).toContain('for the embedded shop, --pace auto finds it');
    expect(text).toMatch(/EVIDENCE\n {2}✗ ticks on time +burst: /);
  });

  it('does not blame a machine that was idle', () => {
    expect(textOf(late(0.3))).toMatch(/BOTTLENECK\n {2}the generator was held up, although/);
  });

  it('names what is not proven, and how to prove it', () => {
    const text = textOf(judge(rehearsal({ steps: { '* · coupon.redeem': { intended: 700 } } })));
    expect(text).toMatch(/BOTTLENECK\n {2}too few samples.*coupons · coupon\.redeem\n/);
    expect(text).toContain('--scale');
    expect(text).toMatch(/EVIDENCE\n {2}\? coupons · coupon\.redeem: 1,400 samples/);
  });

  it.each([
    { name: 'blind', want: "the run's Prometheus" },
    { name: 'invalid', want: 'the run was interrupted' },
  ] as const)('says what happened to a $name run', ({ name, want }) => {
    expect(textOf(judge(rehearsal(STORIES[name])))).toContain(`BOTTLENECK\n  ${want}`);
  });

  it('says that books were not read', () => {
    const { audit } = rehearsal().observations;
    const observations = { audit: { ...audit, done: false, reason: 'nobody looked' } };
    expect(textOf(judge(rehearsal({ observations })))).toMatch(
      /BOTTLENECK\n {2}the books were not read for /,
    );
  });
});
