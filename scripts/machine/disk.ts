/** Disk that must be free before work begins. No bench measures it: these are allowances, not costs. */
import { statfs } from 'node:fs/promises';

const MIB = 2 ** 20;

/** One run's folder: Prometheus's data, k6's console and the shop's tables of a full rehearsal, and what the shop never touches. */
export const RUN_DISK_BYTES = 512 * MIB;

/** Go's caches after a build of all tools from nothing (3.1 GiB, measured once), with room. */
export const BUILD_DISK_BYTES = 4096 * MIB;

/** What may still be written to the disk of a path. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
