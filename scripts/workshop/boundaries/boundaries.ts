/** dependency-cruiser's configuration, made from docs/architecture.md. `check.mjs` reads the page and the files. */
import type { IConfiguration } from 'dependency-cruiser';
import { readRooms, tableMistakes } from './room-table.ts';
import { rulesOf } from './rules.ts';

/** The table itself is wrong: a person can read the message without a stack. */
export class WrongTable extends Error {}

/**
 * @param files all source files, by their path from the project's root
 * @throws WrongTable with every mistake
 */
export function boundaries(page: string, files: readonly string[]): IConfiguration {
  const rooms = readRooms(page);
  const mistakes = tableMistakes(rooms, files);
  if (mistakes.length > 0)
    throw new WrongTable(
      `docs/architecture.md, the table of rooms:\n${mistakes.map((each) => `  ${each}\n`).join('')}`,
    );
  return {
    forbidden: rulesOf(rooms),
    options: {
      // TypeScript 7 has no parser that dependency-cruiser could use.
      parser: 'swc',
      // Types count too: who knows another room's types depends on it.
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
    },
  };
}
