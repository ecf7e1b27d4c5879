import { expect, it } from 'vitest';
import { packageSource } from './package-source.ts';

const root = '/home/me/project/node_modules/carnival';
const folder = '/home/me/project/my-rehearsal';
const parent = (packageJson: unknown, lock: unknown = null) => ({
  folder: '/home/me/project',
  packageJson,
  lock,
});
const installed = { root, version: '1.2.3', isCheckout: false };

it.each([
  {
    from: 'the tarball that the parent names',
    parent: parent({ devDependencies: { carnival: 'file:../carnival-1.2.3.tgz' } }),
    want: 'file:../../carnival-1.2.3.tgz',
  },
  {
    from: "the tarball of the parent's lock file",
    parent: parent(
      { dependencies: { carnival: '1.2.3' } },
      { packages: { 'node_modules/carnival': { resolved: 'file:carnival.tgz' } } },
    ),
    want: 'file:../carnival.tgz',
  },
  {
    from: 'the version that the parent names',
    parent: parent({ dependencies: { carnival: '^1.2.0' } }),
    want: '^1.2.0',
  },
  { from: 'its own version, if the parent says nothing', parent: parent({}), want: '1.2.3' },
  { from: 'its own version, if the parent cannot be read', parent: parent(null), want: '1.2.3' },
  { from: 'its own version, if nobody installed it', parent: null, want: '1.2.3' },
])('a new folder takes the package from $from', ({ parent, want }) => {
  expect(packageSource({ ...installed, parent }, folder)).toBe(want);
});

it('a new folder takes a checkout as it is', () => {
  const checkout = { root: '/home/me/carnival', version: '1.2.3', isCheckout: true, parent: null };
  expect(packageSource(checkout, '/home/me/my shop')).toBe('file:../carnival');
});
