/** package-lock.json pins what `npm ci` installs: decision 008. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Entry {
  readonly version: string;
  readonly integrity?: string;
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Entry>>;
};
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

it('the lock file has a hash for every package, also for those of other platforms', () => {
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  expect(installed.length).toBeGreaterThan(300);
  const without = installed.filter(([, { integrity = '' }]) => !SHA512.test(integrity));
  expect(without.map(([path]) => path)).toEqual([]);
});
