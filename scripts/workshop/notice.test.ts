/** NOTICE names what Carnival needs at run time, with the licence that each package itself declares. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface PackageFile {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const packageFile = (folder: string): PackageFile =>
  JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as PackageFile;

const NOTICE = readFileSync('NOTICE', 'utf8');
/** Name and licence of each line between the heading and the next one. */
const listed = (heading: string): string[] =>
  NOTICE.split(heading)[1]!
    .split(/\n\n\n/)[0]!
    .split('\n')
    .flatMap((line) => /^(\S.*?) {2,}(\S+) /.exec(line)?.slice(1, 3).join(' ') ?? []);

describe('NOTICE', () => {
  it('names every runtime dependency of package.json with its licence, and nothing else', () => {
    const names = Object.keys(packageFile('').dependencies ?? {}).sort();
    const want = names.map((name) => `${name} ${packageFile(`node_modules/${name}/`).license}`);
    expect(listed('Packages that Carnival uses at run time').sort()).toEqual(want);
    expect(names.length).toBeGreaterThan(0);
  });

  it('names the programs that run beside Carnival', () => {
    expect(listed('Programs that run beside Carnival')).toEqual([
      'k6 AGPL-3.0',
      'Grafana (optional) AGPL-3.0',
      'Prometheus Apache-2.0',
    ]);
  });

  it('names the licence that package.json declares', () => {
    expect(packageFile('').license).toBe('Apache-2.0');
    expect(NOTICE).toContain('Apache License, Version 2.0');
  });
});
