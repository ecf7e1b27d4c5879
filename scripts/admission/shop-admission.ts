/**
 * What `carnival shop` writes for a bare `k6 run scenarios/burst.ts`: its own regions, and nobody else. k6 finds it at a fixed place of
 * this checkout, and refuses to load anybody without it.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunSettings } from '../../scenarios/campaigns/plan.ts';
import { signedRun } from './signed-run.ts';

/** In the project's folder. Git ignores it. */
const FOLDER = '.carnival';
const FILE = 'admission.json';
const OWNER_ONLY = 0o600;
const FOLDER_OF_OWNER = 0o700;

export interface ShopAdmission {
  readonly file: string;
  /** Removes the file, unless another shop has written its own meanwhile. Never rejects. */
  readonly withdraw: () => Promise<void>;
}

/**
 * Replaces what another shop has admitted. The file is made anew under a random name and renamed, so no link is followed.
 * @param root the project's folder
 * @throws Error when it cannot be written
 */
export async function admitShop(
  root: string,
  targets: RunSettings['targets'],
  nowMs: number,
): Promise<ShopAdmission> {
  const folder = join(root, FOLDER);
  const file = join(folder, FILE);
  const id = `shop-${randomBytes(8).toString('hex')}`;
  const run = signedRun({ id, targets, hosts: {}, zeroAtMs: nowMs });
  const admission = { admittedBy: 'carnival shop', admittedAt: new Date(nowMs).toISOString(), ...run };
  const fresh = join(folder, `${id}.new`);
  await mkdir(folder, { recursive: true, mode: FOLDER_OF_OWNER });
  try {
    await writeFile(fresh, `${JSON.stringify(admission, null, 2)}\n`, { flag: 'wx', mode: OWNER_ONLY });
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error;
  }
  const withdraw = async (): Promise<void> => {
    const isOwn = await readFile(file, 'utf8').then(
      (text) => text.includes(`"${id}"`),
      () => false,
    );
    // What cannot be removed expires.
    if (isOwn) await rm(file, { force: true }).catch(() => undefined);
  };
  return { file, withdraw };
}
