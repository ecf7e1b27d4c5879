import { expect, it } from 'vitest';
import { PLAN } from '../workshop/testing/small-plan.ts';
import { rehearseLine } from './rehearse-line.ts';

it.each([
  { given: 'summer-carnival', want: '--plan summer-carnival --seed' },
  { given: 'my plan', want: "--plan 'my plan' --seed" },
  { given: "x'; rm -rf ~ #", want: String.raw`--plan 'x'\''; rm -rf ~ #' --seed` },
])('a plan that is called $given is quoted for a shell where it must be', ({ given, want }) => {
  expect(rehearseLine({ ...PLAN, name: given })).toContain(want);
});
