import { describe, expect, it } from 'vitest';
import { type Kinship, starterCheck } from './starter.ts';

const NPM_ENV = { npm_node_execpath: '/usr/bin/node' };
const SELF = 40;

/** By process: its parent and its program. */
type Family = Record<number, readonly [parent: number, program: string]>;
const kinOf = (family: Family): Kinship => ({
  parentOf: (pid) => family[pid]?.[0] ?? null,
  programOf: (pid) => family[pid]?.[1] ?? null,
});

const BY_A_SHELL: Family = {
  40: [30, '/usr/bin/node'],
  30: [20, '/bin/sh'],
  20: [10, '/usr/bin/node'],
  10: [1, '/bin/bash'],
};

describe('who started the command', () => {
  it.each([
    { given: 'the shell between npm and it ends', change: { 40: [1, '/usr/bin/node'] }, want: false },
    { given: 'npm ends and the shell stays', change: { 30: [1, '/bin/sh'] }, want: false },
    { given: "the terminal's shell ends and npm stays", change: { 20: [1, '/usr/bin/node'] }, want: true },
    { given: 'nobody ends', change: {}, want: true },
  ] as const)('is still there: $want when $given', ({ change, want }) => {
    const family = { ...BY_A_SHELL };
    const isThere = starterCheck(SELF, NPM_ENV, kinOf(family))!;
    expect(isThere()).toBe(true);
    Object.assign(family, change);
    expect(isThere()).toBe(want);
  });

  it('is npm itself when no shell is between them', () => {
    const family: Family = { 40: [20, '/usr/bin/node'], 20: [10, '/usr/bin/node'], 10: [1, '/bin/bash'] };
    const isThere = starterCheck(SELF, NPM_ENV, kinOf(family))!;
    family[20] = [1, '/usr/bin/node'];
    expect(isThere()).toBe(true);
    family[40] = [1, '/usr/bin/node'];
    expect(isThere()).toBe(false);
  });

  it('is the parent alone where programs cannot be read', () => {
    const family: Record<number, number> = { 40: 30, 30: 20 };
    const kin: Kinship = { parentOf: (pid) => family[pid] ?? null, programOf: () => null };
    const isThere = starterCheck(SELF, NPM_ENV, kin)!;
    family[30] = 1;
    expect(isThere()).toBe(true);
    family[40] = 1;
    expect(isThere()).toBe(false);
  });

  it('does not matter unless it is npm', () => {
    expect(starterCheck(SELF, {}, kinOf(BY_A_SHELL))).toBeNull();
  });
});
