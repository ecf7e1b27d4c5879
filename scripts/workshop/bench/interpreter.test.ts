import { expect, it } from 'vitest';
import { interpreterShare } from './interpreter.ts';

/** As `go tool pprof -top -cum` prints it. */
const PROFILE = `File: k6
Duration: 10s, Total samples = 3.38s (33.80%)
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.12s 62.72%  go.k6.io/k6/v2/internal/js.(*ActiveVU).RunOnce
     0.31s  9.17%  9.76%      2.03s 60.06%  github.com/grafana/sobek.(*vm).run
         0     0%  9.76%      2.03s 60.06%  github.com/grafana/sobek.(*vm).runTryInner
`;

it('the interpreter’s share is the cumulative one of its loop', () => {
  expect(interpreterShare(PROFILE)).toBe(0.6006);
});

it('a profile without the interpreter’s loop is a mistake, not a share of nothing', () => {
  expect(() => interpreterShare('File: k6\n')).toThrow('no line of sobek.(*vm).run');
});
