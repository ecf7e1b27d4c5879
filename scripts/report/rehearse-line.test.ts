import { expect, it } from 'vitest';
import { PLAN } from '../workshop/testing/small-plan.ts';
import { rehearseLine } from './rehearse-line.ts';

it.each([
  { given: 'summer-carnival', want: '--plan summer-carnival --seed' },
  { given: 'my plan', want: "--plan 'my plan' --seed" },
  { given: "x'; rm -rf ~ #", want: String.raw`--plan 'x'\''; rm -rf ~ #' --seed` },
])('a plan that is called $given is quoted for a shell where it must be', ({ given, want }) => {
  expect(rehearseLine({ ...PLAN, name: given }, { isOwn: false }, [])).toContain(want);
});

it('of a shop of the user names the targets again; the embedded shop has none to name', () => {
  const targets = { east: 'https://staging.example:8443' };
  const plan = { ...PLAN, run: { id: 'r', zeroAtMs: 0, targets, hosts: {} } };
  const line = rehearseLine(plan, { isOwn: true }, []);
  expect(line).toContain('--shop shop.ts --plan plan.ts --seed 7');
  expect(line).toContain('--target east=https://staging.example:8443');
  expect(rehearseLine(plan, { isOwn: false }, [])).not.toContain('--target');
});

it('sets the same faults and misbehaviours again', () => {
  const wrong = ['misbehave loses-an-order', 'fault coupon.redeem:slow=2 s', 'fault home.view:error'];
  expect(rehearseLine(PLAN, { isOwn: false }, wrong)).toContain(
    " --misbehave loses-an-order --fault 'coupon.redeem:slow=2 s' --fault home.view:error",
  );
});
