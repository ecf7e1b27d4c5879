/**
 * One builder at a time. The lock only saves work: tools are renamed into place whole, so that two builders at once
 * would do no harm.
 */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 500;
const HEARTBEAT_MS = 5000;
/** A holder that has been silent for so long is gone, even if another process has its number by now. */
const SILENT_MS_MAX = 60_000;

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the lock, or waits until `done()` says that there is nothing left to do and returns null. `onWait` is told once
 * whom it waits for. A dead holder's lock is taken over.
 */
export const takeLock = async (
  file: string,
  done: () => Promise<boolean>,
  onWait: (holderPid: number) => void,
): Promise<Lock | null> => {
  for (let waited = false; ; ) {
    if (await create(file)) return hold(file);
    const holder = await look(file);
    if (holder && !holder.alive) {
      await clearAway(file, holder.text);
      continue;
    }
    if (holder && !waited) {
      onWait(Number(holder.text));
      waited = true;
    }
    await sleep(POLL_MS);
    if (await done()) return null;
  }
};

const create = async (file: string): Promise<boolean> => {
  try {
    await writeFile(file, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const hold = (file: string): Lock => {
  const beat = setInterval(() => {
    const now = new Date();
    // Somebody may have taken over a holder that slept (a closed laptop): then there is nothing to keep fresh.
    utimes(file, now, now).catch(() => clearInterval(beat));
  }, HEARTBEAT_MS);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      await rm(file, { force: true });
    },
  };
};

/** Null when it has just been released. */
const look = async (file: string): Promise<{ readonly text: string; readonly alive: boolean } | null> => {
  try {
    const [text, { mtimeMs }] = [await readFile(file, 'utf8'), await stat(file)];
    const silent = Date.now() - mtimeMs > SILENT_MS_MAX;
    // Written empty for an instant by its creator.
    return { text, alive: text === '' ? !silent : !silent && isAlive(Number(text)) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Renames before it removes, and looks again: between look and rename somebody else may have put a live lock there. */
const clearAway = async (file: string, staleText: string): Promise<void> => {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) === staleText) await rm(aside);
  else await rename(aside, file);
};
