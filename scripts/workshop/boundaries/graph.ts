/** What rules on single imports cannot see: permissions that nobody uses, and folders that import each other in a circle. */
import { type Room, roomOf } from './room-table.ts';

/** Between two files of the product, by their paths from the project's root: no tests and no test support. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const SUPPORT = /\.test\.ts$|\/testing\//;

export const isProduct = ({ from, to }: Import): boolean => !SUPPORT.test(from) && !SUPPORT.test(to);

/** A table that allows more than there is does not say what depends on what. */
export function unusedPermissions(rooms: readonly Room[], imports: readonly Import[]): string[] {
  const used = new Set(
    imports.map(({ from, to }) => `${roomOf(from, rooms)?.path} → ${roomOf(to, rooms)?.path}`),
  );
  return rooms
    .filter((room) => !room.mayImportAll)
    .flatMap(({ path, mayImport }) =>
      mayImport
        .filter((other) => !used.has(`${path} → ${other}`))
        .map((other) => `\`${path}\` may import \`${other}\`, but does not: take it out of the row`),
    );
}

/** Each circle of folders inside `root`, once, such as `orders → payments → orders`. */
export function folderCircles(root: string, imports: readonly Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (!from.startsWith(root) || !to.startsWith(root)) continue;
    const [one, other] = [partOf(from, root), partOf(to, root)];
    if (one !== other) next.set(one, (next.get(one) ?? new Set()).add(other));
  }
  const circles = new Set<string>();
  const walk = (path: readonly string[]): void => {
    for (const folder of next.get(path.at(-1)!) ?? []) {
      const start = path.indexOf(folder);
      if (start < 0) walk([...path, folder]);
      else circles.add(inOneOrder(path.slice(start)));
    }
  };
  for (const folder of next.keys()) walk([folder]);
  return [...circles];
}

/** A folder by its name; a file of the root by its own. */
const partOf = (file: string, root: string): string => file.slice(root.length).split('/')[0]!;

/** The same circle is found from each of its folders: it is told from the first in the alphabet. */
function inOneOrder(circle: readonly string[]): string {
  const first = circle.indexOf([...circle].sort()[0]!);
  const turned = [...circle.slice(first), ...circle.slice(0, first)];
  return [...turned, turned[0]].join(' → ');
}
