/** Makes a folder and those above it. Node's own recursive `mkdir` never ends where a folder cannot be made, such as below /proc. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** @throws NodeJS.ErrnoException naming the folder that could not be made */
export async function makeFolder(path: string): Promise<void> {
  const failure = await tried(path);
  if (failure === null || (failure.code === 'EEXIST' && (await isFolder(path)))) return;
  if (failure.code !== 'ENOENT' || dirname(path) === path) throw failure;
  await makeFolder(dirname(path));
  const again = await tried(path);
  // Another command may have made it meanwhile.
  if (again !== null && !(again.code === 'EEXIST' && (await isFolder(path)))) throw again;
}

const tried = (path: string): Promise<NodeJS.ErrnoException | null> =>
  mkdir(path).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
