import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/judge.ts';
import { VERDICT_VERSION } from '../verdict/verdict.ts';
import { schemaMistakes } from './testing/schema-mistakes.ts';
import { rehearsal, type Story } from './testing/small-rehearsal.ts';

const stories: readonly { name: string; story: Story }[] = [
  { name: 'a healthy', story: {} },
  { name: 'a failed', story: { steps: { '* · *': (intended) => ({ failed: intended }) } } },
  { name: 'an unproven', story: { steps: { '* · coupon.redeem': { intended: 700 } } } },
  { name: 'an interrupted', story: { events: ['interrupted', 'clock-jumped'] } },
  {
    name: 'a blind',
    story: {
      observations: { missing: 'connection refused', phases: [], seconds: [], intended: [], responses: [] },
    },
  },
];

describe('the schema of verdict.json', () => {
  it.each(stories)('accepts the verdict of $name run', ({ story }) => {
    expect(schemaMistakes(judge(rehearsal(story)))).toEqual([]);
  });

  const verdict = judge(rehearsal());
  const [objective] = verdict.objectives;
  const [cell] = objective!.cells;
  const [check] = verdict.validity;
  const withCell = (change: object): object => ({
    objectives: [{ ...objective, cells: [{ ...cell, ...change }] }],
  });
  const wrong: readonly { what: string; change: object; mistake: string }[] = [
    {
      what: 'another version',
      change: { version: VERDICT_VERSION + 1 },
      mistake: '/version must be equal to constant',
    },
    { what: 'an unknown outcome', change: { outcome: 'maybe' }, mistake: '/outcome must be equal to one of' },
    { what: 'an exit code of no verdict', change: { exitCode: 104 }, mistake: '/exitCode must be equal to' },
    { what: 'a seed in words', change: { seed: '618' }, mistake: '/seed must be number' },
    {
      what: 'no headline',
      change: { headline: undefined },
      mistake: "must have required property 'headline'",
    },
    {
      what: 'an unknown kind of objective',
      change: { objectives: [{ ...objective, kind: 'speed' }] },
      mistake: '/objectives/0/kind must be equal to one of',
    },
    {
      what: 'a cell without a figure',
      change: withCell({ figure: undefined }),
      mistake: "/objectives/0/cells/0 must have required property 'figure'",
    },
    {
      what: 'a cell of fewer than no samples',
      change: withCell({ n: -1 }),
      mistake: '/objectives/0/cells/0/n must be >= 0',
    },
    {
      what: 'an unknown check',
      change: { validity: [{ ...check, id: 'moon-phase' }] },
      mistake: '/validity/0/id must be equal to one of',
    },
    {
      what: 'a field that is not declared',
      change: { mood: 'calm' },
      mistake: 'must NOT have additional properties',
    },
  ];
  it.each(wrong)('refuses a verdict with $what', ({ change, mistake }) => {
    expect(schemaMistakes({ ...verdict, ...change })).toEqual([expect.stringContaining(mistake)]);
  });
});
