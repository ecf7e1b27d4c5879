import { describe, expect, it } from 'vitest';
import { fits, parseVersion, type ToolName } from './tool.ts';

describe('a version', () => {
  const cases: { name: ToolName; output: string; want: string | null }[] = [
    { name: 'k6', output: 'k6 v2.2.0 (go1.26.8, linux/amd64)\n', want: '2.2.0' },
    {
      name: 'k6',
      output: 'k6 v2.2.1 (commit/abc, go1.26.8, darwin/arm64)\nExtensions:\n  x v1.0.0',
      want: '2.2.1',
    },
    {
      name: 'prometheus',
      output: 'prometheus, version 3.15.0 (branch: , revision: unknown)',
      want: '3.15.0',
    },
    { name: 'promtool', output: 'promtool, version 3.15.2 (branch: HEAD, revision: 1)', want: '3.15.2' },
    { name: 'prometheus', output: 'promtool, version 3.15.0 (branch: , revision: unknown)', want: null },
    { name: 'prometheus', output: 'prometheus, version  (branch: , revision: unknown)', want: null },
    { name: 'k6', output: 'bash: k6: something else', want: null },
    { name: 'k6', output: '', want: null },
  ];
  it.each(cases)('of $name in “$output” is $want', ({ name, output, want }) => {
    expect(parseVersion(name, output)).toBe(want);
  });

  it.each<{ name: ToolName; version: string; want: boolean }>([
    { name: 'k6', version: '2.2.0', want: true },
    { name: 'k6', version: '2.2.13', want: true },
    { name: 'k6', version: '2.20.0', want: false },
    { name: 'k6', version: '1.2.2', want: false },
    { name: 'prometheus', version: '3.15.1', want: true },
    { name: 'prometheus', version: '3.1.5', want: false },
    { name: 'promtool', version: '3.16.0', want: false },
  ])('$version of $name fits: $want', ({ name, version, want }) => {
    expect(fits(name, version)).toBe(want);
  });
});
