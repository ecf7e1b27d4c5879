import { describe, expect, it } from 'vitest';
import { projectRoot } from '../project-root.ts';
import { type Go, goNeeded, goProblem, installHint } from './go.ts';
import { MODULES, moduleFolder } from './module.ts';

describe('whether Go can build', () => {
  const cases: { given: string; go: Go | null; want: RegExp | null }[] = [
    { given: 'the very version', go: { version: '1.26.0', toolchain: 'local' }, want: null },
    { given: 'a newer patch', go: { version: '1.26.8', toolchain: 'local' }, want: null },
    {
      given: 'a newer minor, which is not older as text',
      go: { version: '1.100.0', toolchain: 'local' },
      want: null,
    },
    { given: 'an older one that may fetch', go: { version: '1.22.1', toolchain: 'auto' }, want: null },
    {
      given: 'an older one that must not fetch',
      go: { version: '1.25.9', toolchain: 'local' },
      want: /Go 1\.25\.9 .*needs 1\.26\.0.*GOTOOLCHAIN=local/,
    },
    {
      given: 'one from before fetching',
      go: { version: '1.19.8', toolchain: '' },
      want: /Go 1\.19\.8 is too old .*needs 1\.26\.0/,
    },
    { given: 'no Go', go: null, want: /no Go on PATH/ },
  ];
  it.each(cases)('with $given', ({ go, want }) => {
    const problem = goProblem(go, '1.26.0');
    if (want) expect(problem).toMatch(want);
    else expect(problem).toBeNull();
  });

  it('is asked for the version that the committed modules need', async () => {
    for (const module of MODULES) {
      expect(await goNeeded(moduleFolder(projectRoot(), module))).toMatch(/^1\.\d+/);
    }
  });

  it('is answered with a way to install it on each platform', () => {
    for (const platform of ['Debian', 'Fedora', 'macOS', 'WSL'])
      expect(installHint('1.26.0')).toContain(platform);
    expect(installHint('1.26.0')).toContain('Go 1.26.0 or newer');
  });
});
