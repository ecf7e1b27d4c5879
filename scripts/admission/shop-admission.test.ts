import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { admissionFlaw } from '../../scenarios/campaigns/admission.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { admitShop } from './shop-admission.ts';
import { sha256 } from './signed-run.ts';

const TARGETS = { east: 'http://127.0.0.1:7101' };
const NOW_MS = Date.parse('2026-11-26T00:00:00Z');
const PERMISSIONS = 0o777;

it('a shop admits its own regions, in a file that only its owner may read', async () => {
  const root = temporaryFolder();
  const { file } = await admitShop(root, TARGETS, NOW_MS);
  const written = JSON.parse(await readFile(file, 'utf8'));
  expect(written).toMatchObject({ admittedBy: 'carnival shop', targets: TARGETS, hosts: {} });
  expect(admissionFlaw(written, { sha256, nowMs: NOW_MS, isLoopbackOnly: true })).toBeNull();
  expect((await stat(file)).mode & PERMISSIONS).toBe(0o600);
  expect(await readdir(join(root, '.carnival'))).toEqual(['admission.json']);
});

it('it withdraws its own admission, and leaves the one of a shop that started later', async () => {
  const root = temporaryFolder();
  const first = await admitShop(root, TARGETS, NOW_MS);
  const second = await admitShop(root, { east: 'http://127.0.0.1:7201' }, NOW_MS);
  await first.withdraw();
  expect(await readFile(second.file, 'utf8')).toContain(':7201');
  await second.withdraw();
  await second.withdraw();
  expect(await readdir(join(root, '.carnival'))).toEqual([]);
});

it('a link in its place is replaced, and not followed', async () => {
  const root = temporaryFolder();
  const elsewhere = join(root, 'elsewhere');
  await writeFile(elsewhere, 'precious');
  await mkdir(join(root, '.carnival'));
  await symlink(elsewhere, join(root, '.carnival', 'admission.json'));
  await admitShop(root, TARGETS, NOW_MS);
  expect(await readFile(elsewhere, 'utf8')).toBe('precious');
});

it('it leaves nothing behind when it cannot be written', async () => {
  const root = temporaryFolder();
  await mkdir(join(root, '.carnival', 'admission.json'), { recursive: true });
  await expect(admitShop(root, TARGETS, NOW_MS)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(await readdir(join(root, '.carnival'))).toEqual(['admission.json']);
});
