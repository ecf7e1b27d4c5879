/** The table of rooms in docs/architecture.md: which parts there are, and what each may import. Read from the page itself. */

export interface Room {
  /** A folder (`scripts/text/`), a file (`scenarios/metrics.ts`), or the files of one folder (`scenarios/*.ts`). */
  readonly path: string;
  readonly mayImport: readonly string[];
  /** Whether its row says `all above`, without naming each. */
  readonly mayImportAll: boolean;
}

/** What `may import` says of a room that may import every row above its own. */
const ALL_ABOVE = 'all above';
const HEAD = /^\|\s*room\s*\|\s*holds\s*\|\s*may import\s*\|$/;

/** The rooms in the order of the table: a room may import only rows above its own. */
export function readRooms(page: string): readonly Room[] {
  const lines = page.split('\n').map((line) => line.trim());
  const head = lines.findIndex((line) => HEAD.test(line));
  if (head < 0) throw new Error('the page has no table with the head | room | holds | may import |');
  const rows = lines.slice(head + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  const rooms: Room[] = [];
  for (const row of end < 0 ? rows : rows.slice(0, end)) {
    const cells = row.split('|').slice(1, -1);
    const [path] = pathsIn(cells.at(0) ?? '');
    if (path === undefined) throw new Error(`a row of the table of rooms names no room: ${row}`);
    const says = cells.at(-1) ?? '';
    const mayImportAll = says.trim() === ALL_ABOVE;
    const mayImport = mayImportAll ? rooms.map((room) => room.path) : pathsIn(says);
    rooms.push({ path, mayImport, mayImportAll });
  }
  return rooms;
}

/** What stands in backticks; `scripts/{text,machine}/` is two folders. */
function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, path]) => {
    const braces = /^(.*)\{(.*)\}(.*)$/.exec(path!);
    if (braces === null) return path!;
    const [, before, names, after] = braces;
    return names!.split(',').map((name) => `${before}${name.trim()}${after}`);
  });
}

/** Which room a file is in: the most exact row that covers it. */
export function roomOf(file: string, rooms: readonly Room[]): Room | undefined {
  const covering = rooms.filter((room) => new RegExp(patternOf(room.path)).test(file));
  return covering.sort((one, other) => other.path.length - one.path.length)[0];
}

/** A regular expression of the files that a room's path covers. */
export const patternOf = (path: string): string =>
  `^${path.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}${path.endsWith('/') ? '' : '$'}`;

/** What is wrong with the table itself, for the files that are there. */
export function tableMistakes(rooms: readonly Room[], files: readonly string[]): string[] {
  const known = rooms.map((room) => room.path);
  const twice = known.filter((path, index) => known.indexOf(path) !== index);
  const wrongNames = rooms.flatMap((room, index) =>
    room.mayImport.flatMap((name) => {
      if (!known.includes(name)) return `\`${room.path}\` may import \`${name}\`, which has no row`;
      const isAbove = known.indexOf(name) < index;
      return isAbove ? [] : `\`${room.path}\` may import \`${name}\`, whose row is not above its own`;
    }),
  );
  const homeless = files.filter((file) => roomOf(file, rooms) === undefined).map(folderOf);
  const lived = new Set(files.map((file) => roomOf(file, rooms)?.path));
  return [
    ...twice.map((path) => `\`${path}\` has two rows`),
    ...wrongNames,
    ...[...new Set(homeless)].map((folder) => `\`${folder}\` has no row`),
    ...known.filter((path) => !lived.has(path)).map((path) => `\`${path}\` has a row and no files`),
  ];
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
