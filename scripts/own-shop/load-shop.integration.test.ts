/** Shops from their files, and what is made of them: esbuild, which reads them, is a process of its own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { aVisit } from '../../scenarios/testing/visit.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { loadShop } from './load-shop.ts';
import { ownSubject } from './own-subject.ts';
import { scenarioScript } from './scenario-script.ts';

let folder: string;
const write = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const refused = async (file: string): Promise<PlanError> => {
  const error = await loadShop(file).catch((reason: unknown) => reason);
  if (error instanceof PlanError) return error;
  throw new Error(`expected a PlanError, got ${error}`);
};
const SHOP = `
import { csv, defineShop, get, json, post } from 'carnival';
import { WORD } from './words.ts';
interface Unused { readonly a: string }
export default defineShop({
  name: 'small',
  accounts: csv('accounts.csv', { per: 'shopper' }),
  steps: {
    look: get('/search', { query: { q: WORD }, take: { token: json('token') } }),
    buy: post('/orders', { needs: ['token'], json: ({ account }) => account }),
  },
  behaviours: {
    buyer: { entry: { look: 1 }, steps: { look: { thinkSeconds: 1, ok: { buy: 1 } }, buy: { thinkSeconds: 1, ok: {} } } },
  },
});
`;

beforeAll(async () => {
  folder = temporaryFolder();
  await mkdir(join(folder, 'folder.ts'));
  await write('words.ts', "export const WORD = 'green tea';");
  await write('shop.ts', SHOP);
  await write('accounts.csv', 'user,word\na,1\nb,2\n');
});

describe('a shop.ts', () => {
  it('is loaded with what it imports, without its types, and with where it lies', async () => {
    const { shop, path, folder: its } = await loadShop(join(folder, 'shop.ts'));
    expect([shop.name, path, its]).toEqual(['small', join(folder, 'shop.ts'), folder]);
    expect(shop.steps[0]!.request(aVisit()).path).toBe('/search?q=green%20tea');
  });

  it.each([
    { given: 'is missing', file: 'nobody.ts', problem: 'cannot be read (ENOENT)', hint: /carnival init/ },
    { given: 'is a folder', file: 'folder.ts', problem: 'is not a file', hint: /path of your shop\.ts/ },
    {
      given: 'is not TypeScript',
      file: 'shop.json',
      problem: 'is not a .ts file',
      hint: /path of your shop\.ts/,
    },
  ])('that $given is a mistake of the option', async ({ file, problem, hint }) => {
    expect((await refused(join(folder, file))).mistakes).toEqual([
      { path: '--shop', value: join(folder, file), problem, hint: expect.stringMatching(hint) },
    ]);
  });

  it.each([
    { given: 'a plan', text: "export default { name: 'plan', phases: [] };" },
    {
      given: 'steps that were never defined as a shop',
      text: "export default { name: 'x', steps: {}, keeps: 1 };",
    },
    { given: 'null', text: 'export default null;' },
    { given: 'a function', text: 'export default () => ({});' },
  ])('that exports $given is told what to write', async ({ text }) => {
    const [mistake] = (await refused(await write('wrong.ts', text))).mistakes;
    expect(mistake).toMatchObject({
      problem: 'exports no shop',
      hint: 'write: export default defineShop({ … })',
    });
  });

  it.each([
    { given: 'exports nothing', text: 'export const a = 1;', want: /has no default export.*defineShop/s },
    { given: 'lacks what a shop has', text: 'export default { steps: [{}], keeps: [] };', want: /hosts/ },
    { given: 'does not parse', text: 'export default {', want: /does not parse/ },
    {
      given: 'calls what it does not import',
      text: "import { defineShop } from 'carnival';\nexport default defineShop({ a: get('/') });",
      want: /wrong\.ts:2:32: throws.*get is not defined.*import \{ get \} from 'carnival'/s,
    },
    {
      given: 'misspells an import',
      text: "import { defineShop, geet } from 'carnival';\nexport default defineShop({ a: geet('/') });",
      want: /wrong\.ts:1:22: .*imports\s+geet,\s+which\s+carnival\s+does\s+not\s+export.*did you mean "get"\?/s,
    },
    { given: 'throws', text: "throw new Error('no such thing');", want: /no such thing/ },
    {
      given: 'imports what is not there',
      text: "import './nobody.ts'; export default 1;",
      want: /nobody\.ts/,
    },
  ])('that $given says so', async ({ text, want }) => {
    expect((await refused(await write('wrong.ts', text))).message).toMatch(want);
  });
});

describe('the script for k6', () => {
  it('holds the crowd and the shop, and imports nothing but k6', async () => {
    const script = await scenarioScript(join(folder, 'shop.ts'), 'rehearsal');
    const imported = [...script.matchAll(/^import .* from "(.+)";$/gm)].map(([, from]) => from);
    expect(new Set(imported.map((from) => from!.split('/')[0]))).toEqual(new Set(['k6']));
    expect(script).toContain('green tea');
    expect(script).toMatch(/export \{[^}]*default[^}]*options[^}]*\}/s);
    expect(script).not.toMatch(/\brequire\(/);
  });
});

it('a shop.ts that imports what only Node has is a mistake, and not an error of ours', async () => {
  const path = await write('node.ts', `import 'node:fs';${SHOP}`);
  await expect(scenarioScript(path, 'rehearsal')).rejects.toThrow(/cannot be bundled for k6.*node:fs/s);
});

describe('a shop of the user’s', () => {
  it('is known by its names, and has its account file beside it', async () => {
    const subject = ownSubject(await loadShop(join(folder, 'shop.ts')));
    expect(subject.mistakes).toEqual([]);
    expect(subject.known).toMatchObject({
      steps: ['look', 'buy'],
      channels: [],
      settings: null,
      misbehaviours: [],
    });
    expect(Object.keys(subject.known.behaviours)).toEqual(['buyer']);
    expect(subject.files).toEqual({ accounts: join(folder, 'accounts.csv') });
  });

  it('tells the mistakes of its names and of its account file together', async () => {
    const text = SHOP.replace("needs: ['token']", "needs: ['tokn']").replace('accounts.csv', 'acounts.csv');
    const { mistakes } = ownSubject(await loadShop(await write('wrong.ts', text)));
    expect(mistakes.map(({ path, value, problem }) => [path, value, problem])).toEqual([
      ['steps.buy.needs', 'tokn', 'is taken from no answer'],
      ['accounts', 'acounts.csv', 'is not there'],
    ]);
  });

  it('is expected to answer everything with 200, and needs no accounts where it names none', async () => {
    const text = SHOP.replace("accounts: csv('accounts.csv', { per: 'shopper' }),", '');
    const subject = ownSubject(await loadShop(await write('bare.ts', text)));
    expect(subject.files).toEqual({});
    const plan = { phases: [] } as unknown as Parameters<typeof subject.expected>[0];
    expect(subject.expected(plan).answer('look', 'all', 0, aVisit())).toMatchObject({ status: 200 });
    expect(subject.planMistakes(plan)).toEqual([]);
  });
});
