import { describe, expect, it } from 'vitest';
import { doingNow, minutes } from './build.ts';
import { estimateSeconds, MODULES } from './module.ts';

describe('progress', () => {
  it.each([
    { given: '', want: 'starting' },
    { given: 'go: downloading a v1\ngo: downloading b v2\n', want: '2 modules downloaded' },
    { given: 'go: downloading a v1\nfmt\nnet/http\n', want: '2 packages compiled, net/http' },
    { given: 'fmt\ngo: downloading b v2\n', want: '1 packages compiled, fmt' },
  ])('after “$given” is “$want”', ({ given, want }) => {
    expect(doingNow(given)).toBe(want);
  });

  it.each([
    { seconds: 0, want: '0:00' },
    { seconds: 5.4, want: '0:05' },
    { seconds: 59.6, want: '1:00' },
    { seconds: 754, want: '12:34' },
  ])('writes $seconds s as $want', ({ seconds, want }) => {
    expect(minutes(seconds)).toBe(want);
  });

  it('expects less time of more cores, and never less than the part that is done one by one', () => {
    const [two, four, many] = [2, 4, 1e9].map((cores) => estimateSeconds(MODULES, cores));
    const serial = MODULES.reduce((sum, { serialSeconds }) => sum + serialSeconds, 0);
    expect((two! - serial) / (four! - serial)).toBeCloseTo(2);
    expect(many).toBeCloseTo(serial);
    expect(estimateSeconds([], 4)).toBe(0);
  });
});
