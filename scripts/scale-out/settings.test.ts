import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../machine/project-root.ts';
import { type Settings, settingsSchema, settingsWith } from './settings.ts';

const page = readFileSync(`${projectRoot()}/docs/scale-out.md`, 'utf8');

/** The default of a field as the page's table has it. */
const said = (field: string): string | undefined =>
  new RegExp(`^\\| [^|]*\`${field.replace('.', '\\.')}\`[^|]* \\| ([^|]+) \\|`, 'm').exec(page)?.[1];

const rowsOf = (settings: Settings): readonly [string, string][] =>
  Object.entries(settings).flatMap(([name, value]): [string, string][] => {
    if (name === 'cron') return [[name, 'none']];
    if (name === 'warmUp') return [[name, `share ${settings.warmUp.share}, ${settings.warmUp.seconds} s`]];
    if (typeof value === 'number') return [[name, String(value)]];
    if ('median' in value) return [[name, `${value.median}, ${value.p99}`]];
    return Object.entries(value).flatMap(([inner, each]): [string, string][] => {
      if (inner === 'names') return [];
      const text =
        each === null
          ? name === 'shoppers'
            ? "the plan's"
            : 'none'
          : typeof each === 'object'
            ? `${each.median}, ${each.p99}`
            : String(each);
      return [[`${name}.${inner}`, text]];
    });
  });

describe('what is taken for granted', () => {
  it.each(rowsOf(settingsWith()))('%s is %s, and the page says so with its source', (field, value) => {
    expect(said(field)).toBe(value);
  });

  it.each([
    [{ start: { median: 10, p99: 5 } }, 'start'],
    [{ start: { median: 0, p99: 5 } }, 'start'],
    [{ starts: { median: 1, p99: 5 } }, ''],
    [{ warmUp: { share: 2 } }, 'warmUp.share'],
    [{ nodes: { podsEach: 0 } }, 'nodes.podsEach'],
    [{ metrics: { names: { queue: 'length' } } }, 'metrics.names.queue'],
  ])('%o is refused at %s', (given, path) => {
    expect(settingsSchema.safeParse(given).error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      path,
    ]);
  });
});
