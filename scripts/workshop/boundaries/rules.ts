/** The table of rooms as rules for dependency-cruiser, and the rules that hold for all rooms. */
import type { IForbiddenRuleType } from 'dependency-cruiser';
import { patternOf, type Room, roomOf } from './room-table.ts';

const CODE = '^(scripts|scenarios|mock-services|dashboards)/';
const TESTS = '\\.test\\.ts$';
const TEST_SUPPORT = '/testing/';

export function rulesOf(rooms: readonly Room[]): IForbiddenRuleType[] {
  return [
    ...rooms.map((room) => ruleOf(room, rooms)),
    {
      name: 'no circles',
      comment: 'Files that import each other can only be understood and changed together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'testing/ is for tests',
      comment: 'Only tests and testing/ import testing/: the product must run without it.',
      severity: 'error',
      from: { path: CODE, pathNot: [TESTS, TEST_SUPPORT] },
      to: { path: TEST_SUPPORT },
    },
    {
      name: 'testing/ stays in its tree',
      comment: 'Test support of scenarios/ and mock-services/ imports nothing from the trees built on them.',
      severity: 'error',
      from: { path: '^(scenarios|mock-services)/.*testing/' },
      to: { path: ['^scripts/', '^mock-services/'], pathNot: '^$1/' },
    },
    {
      name: 'nothing imports the workshop',
      comment: 'scripts/workshop/ makes docs, benchmarks and tests. Only tests import it.',
      severity: 'error',
      from: { path: CODE, pathNot: ['^scripts/workshop/', TESTS] },
      to: { path: '^scripts/workshop/' },
    },
    {
      name: 'k6 has no Node',
      comment: 'scenarios/ runs inside k6: no Node builtin and no package but k6 itself.',
      severity: 'error',
      from: { path: '^scenarios/', pathNot: [TESTS, TEST_SUPPORT] },
      to: { pathNot: ['^scenarios/', '^k6(/|$)', '/@types/k6/'] },
    },
  ];
}

/** Tests and testing/ are left out: a test may set up whatever it needs. */
function ruleOf(room: Room, rooms: readonly Room[]): IForbiddenRuleType {
  const may = rooms.filter((other) => other === room || room.mayImport.includes(other.path));
  return {
    name: `room ${room.path}`,
    comment: `docs/architecture.md lets it import ${room.mayImport.join(', ') || 'nothing'}.`,
    severity: 'error',
    from: { path: patternIn(room, rooms), pathNot: [TESTS, TEST_SUPPORT] },
    to: { path: CODE, pathNot: may.map((each) => patternIn(each, rooms)) },
  };
}

/** The files of a room without those that have a row of their own. */
function patternIn(room: Room, rooms: readonly Room[]): string {
  const inside = rooms.filter((other) => other !== room && roomOf(other.path, [room]) !== undefined);
  const others = inside.map((other) => `(?!${patternOf(other.path).slice(1)})`).join('');
  return `^${others}${patternOf(room.path).slice(1)}`;
}
