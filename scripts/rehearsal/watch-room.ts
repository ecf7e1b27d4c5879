/** Sees a disk that fills up during the load. The shop then refuses writes, which would look like the shop's fault. */
import { ROOM_RESERVED_BYTES } from '../../mock-services/platform/disk-room.ts';
import { freeBytes } from '../machine/disk.ts';
import { inBytes } from '../text/numbers.ts';

const LOOK_EVERY_MS = 1000;

/**
 * Calls `onFull` once, when less is free than the shop leaves untouched.
 *
 * @returns ends the watch
 */
export function watchRoom(directory: string, onFull: (reason: string) => void, ask = freeBytes): () => void {
  const timer = setInterval(async () => {
    // A disk that cannot be asked is not known to be full.
    const free = await ask(directory).catch(() => Number.POSITIVE_INFINITY);
    if (free >= ROOM_RESERVED_BYTES || !watching) return;
    end();
    onFull(`the disk of the run's folder has ${inBytes(free)} left: the shop writes nothing more`);
  }, LOOK_EVERY_MS);
  timer.unref();
  let watching = true;
  const end = (): void => {
    watching = false;
    clearInterval(timer);
  };
  return end;
}
