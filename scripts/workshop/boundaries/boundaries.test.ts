/** The table of rooms is the source of the rules, and each rule finds what it is for. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundaries } from './boundaries.ts';
import { readRooms, roomOf, tableMistakes } from './room-table.ts';

const pageWith = (...rows: string[]): string =>
  [
    '# A page',
    '| room | holds | may import |',
    '| --- | --- | --- |',
    ...rows,
    '',
    'More.',
    '| a | b | c |',
  ].join('\n');

describe('the table of rooms', () => {
  it('is read from the page, with braces for several folders', () => {
    const page = pageWith(
      '| `scenarios/metrics.ts` | `names` | nothing |',
      '| `scripts/text/` | words | `scenarios/metrics.ts` |',
      '| `scripts/plan/` | plans | `scripts/{text,mistakes}/`, `scenarios/metrics.ts` |',
      '| `scripts/workshop/` | the rest | all above |',
    );
    expect(readRooms(page)).toEqual([
      { path: 'scenarios/metrics.ts', mayImport: [], mayImportAll: false },
      { path: 'scripts/text/', mayImport: ['scenarios/metrics.ts'], mayImportAll: false },
      {
        path: 'scripts/plan/',
        mayImport: ['scripts/text/', 'scripts/mistakes/', 'scenarios/metrics.ts'],
        mayImportAll: false,
      },
      {
        path: 'scripts/workshop/',
        mayImport: ['scenarios/metrics.ts', 'scripts/text/', 'scripts/plan/'],
        mayImportAll: true,
      },
    ]);
  });

  it('must be on the page', () => {
    expect(() => readRooms('# A page\n\n| a | b |\n')).toThrow('room | holds | may import');
  });

  it('gives a file to the most exact row', () => {
    const rooms = [
      'scenarios/*.ts',
      'scenarios/crowd/',
      'scenarios/crowd/on-k6.ts',
      'scenarios/metrics.ts',
    ].map((path) => ({ path, mayImport: [], mayImportAll: false }));
    const given = [
      'scenarios/burst.ts',
      'scenarios/metrics.ts',
      'scenarios/crowd/crowd.ts',
      'scenarios/crowd/on-k6.ts',
      'scenarios/new/a.ts',
    ];
    const want = [
      'scenarios/*.ts',
      'scenarios/metrics.ts',
      'scenarios/crowd/',
      'scenarios/crowd/on-k6.ts',
      undefined,
    ];
    expect(given.map((file) => roomOf(file, rooms)?.path)).toEqual(want);
  });

  it('tells every mistake in it at once', () => {
    const rooms = readRooms(
      pageWith(
        '| `scripts/text/` | | `scripts/plan/`, `scripts/nowhere/` |',
        '| `scripts/plan/` | | `scripts/text/` |',
        '| `scripts/plan/` | | nothing |',
        '| `scripts/old/` | | nothing |',
      ),
    );
    expect(tableMistakes(rooms, ['scripts/text/a.ts', 'scripts/plan/b.ts', 'scripts/new/c.ts'])).toEqual([
      '`scripts/plan/` has two rows',
      '`scripts/text/` may import `scripts/plan/`, whose row is not above its own',
      '`scripts/text/` may import `scripts/nowhere/`, which has no row',
      '`scripts/new/` has no row',
      '`scripts/old/` has a row and no files',
    ]);
  });

  it('stops the check while it is wrong', () => {
    const page = pageWith('| `scripts/text/` | words | nothing |');
    expect(() => boundaries(page, ['scripts/text/a.ts', 'scripts/new/b.ts'])).toThrow(
      '`scripts/new/` has no row',
    );
  });
});

/** A small project that keeps every rule. */
const PAGE = pageWith(
  '| `scenarios/crowd/` | the crowd | nothing |',
  '| `scenarios/crowd/on-k6.ts` | its driver | `scenarios/crowd/` |',
  '| `scenarios/testing/` | test support | all above |',
  '| `mock-services/` | the shop | `scenarios/crowd/` |',
  '| `scripts/text/` | words | nothing |',
  '| `scripts/plan/` | plans | `scripts/text/`, `scenarios/crowd/` |',
  '| `scripts/workshop/` | the rest | all above |',
);
const PROJECT: Readonly<Record<string, string>> = {
  'scenarios/crowd/crowd.ts': 'export type Crowd = number;',
  'scenarios/crowd/on-k6.ts':
    "import http from 'k6/http'; import type { Crowd } from './crowd.ts'; export const drive = (a: Crowd) => http.get(String(a));",
  'scenarios/testing/world.ts': "export * from '../crowd/crowd.ts';",
  'mock-services/app.ts': "import 'node:fs'; export * from '../scenarios/crowd/crowd.ts';",
  'scripts/text/numbers.ts': 'export type Text = string;',
  'scripts/plan/plan.ts': "import type { Text } from '../text/numbers.ts'; export type Plan = Text;",
  'scripts/plan/plan.test.ts':
    "import '../workshop/testing/help.ts'; import '../../scenarios/testing/world.ts';",
  'scripts/workshop/testing/help.ts': "export * from '../bench.ts';",
  'scripts/workshop/bench.ts': "export * from '../plan/plan.ts';",
};

describe('a rule', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carnival-boundaries-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The rules that the project breaks once a line is added to one of its files, with who imports whom. */
  async function broken(file?: string, line?: string): Promise<string[]> {
    for (const [path, text] of Object.entries(PROJECT)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), path === file ? `${text}\n${line}\n` : text);
    }
    const { forbidden = [], options = {} } = boundaries(PAGE, Object.keys(PROJECT));
    const { output } = await cruise(['scenarios', 'mock-services', 'scripts'], {
      ...options,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden },
    });
    return (output as ICruiseResult).summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
    );
  }

  it('is kept by a project in order', async () => {
    expect(await broken()).toEqual([]);
  });

  it.each([
    {
      given: 'a room whose row does not name the other, for a type alone',
      file: 'scripts/text/numbers.ts',
      line: "import type { Crowd } from '../../scenarios/crowd/crowd.ts'; export type X = Crowd;",
      want: ['room scripts/text/: scripts/text/numbers.ts → scenarios/crowd/crowd.ts'],
    },
    {
      given: 'a file with a row of its own inside the importing room',
      file: 'scripts/plan/plan.ts',
      line: "export * from '../../scenarios/crowd/on-k6.ts';",
      want: ['room scripts/plan/: scripts/plan/plan.ts → scenarios/crowd/on-k6.ts'],
    },
    {
      given: 'a circle of files',
      file: 'scripts/workshop/bench.ts',
      line: "import type {} from './testing/help.ts';",
      want: [
        'no circles: scripts/workshop/bench.ts → scripts/workshop/testing/help.ts',
        'testing/ is for tests: scripts/workshop/bench.ts → scripts/workshop/testing/help.ts',
      ],
    },
    {
      given: 'product code that imports test support of its own tree',
      file: 'mock-services/app.ts',
      line: "import '../scenarios/testing/world.ts';",
      want: [
        'room mock-services/: mock-services/app.ts → scenarios/testing/world.ts',
        'testing/ is for tests: mock-services/app.ts → scenarios/testing/world.ts',
      ],
    },
    {
      given: 'test support that imports a tree built on its own',
      file: 'scenarios/testing/world.ts',
      line: "import '../../scripts/text/numbers.ts';",
      want: ['testing/ stays in its tree: scenarios/testing/world.ts → scripts/text/numbers.ts'],
    },
    {
      given: 'product code that imports the workshop',
      file: 'scripts/text/numbers.ts',
      line: "import '../workshop/bench.ts';",
      want: [
        'nothing imports the workshop: scripts/text/numbers.ts → scripts/workshop/bench.ts',
        'room scripts/text/: scripts/text/numbers.ts → scripts/workshop/bench.ts',
      ],
    },
    {
      given: 'a Node builtin in what runs inside k6',
      file: 'scenarios/crowd/crowd.ts',
      line: "import 'node:fs';",
      want: ['k6 has no Node: scenarios/crowd/crowd.ts → fs'],
    },
    {
      given: 'a package in what runs inside k6',
      file: 'scenarios/crowd/on-k6.ts',
      line: "import 'fastify';",
      want: ['k6 has no Node: scenarios/crowd/on-k6.ts → fastify'],
    },
  ])('finds $given', async ({ file, line, want }) => {
    expect((await broken(file, line)).filter((found) => found.includes(`: ${file} →`)).sort()).toEqual(want);
  });
});

describe('the page of this project', () => {
  it('names each room once, and rooms above it', () => {
    const rooms = readRooms(readFileSync('docs/architecture.md', 'utf8'));
    const ofTable = tableMistakes(rooms, []).filter((mistake) => !mistake.endsWith('no files'));
    expect(rooms.length).toBeGreaterThan(15);
    expect(ofTable).toEqual([]);
  });
});
