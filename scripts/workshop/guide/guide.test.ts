/** The pages for people with a shop of their own: their code runs, their commands exist, and no field is left out. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import type { OwnShop } from '../../../scenarios/shop/define-shop.ts';
import * as carnival from '../../../scenarios/shop/index.ts';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../../machine/project-root.ts';
import { accountsNote } from '../../own-shop/account-checks.ts';
import { ownSubject } from '../../own-shop/own-subject.ts';
import { checkPlan } from '../../plan/check.ts';
import { codeBlocks, filesOf } from './code-blocks.ts';

const root = projectRoot();
const page = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');
const YOUR_OWN_SHOP = page('your-own-shop.md');
const SHOP_TS = page('shop-ts.md');
const COMING_FROM = page('coming-from.md');

describe('blocks of code', () => {
  const add = '```ts a.ts, also\n  also: env(1),\n```\n';
  const define = "```ts a.ts\nimport { make } from 'carnival';\nmake({\n});\n```\n";

  it('are read with the name of their file, without the indent of a list', () => {
    expect(codeBlocks('- a\n\n  ```ts a.ts\n  b({\n    c,\n  });\n  ```\n')).toEqual([
      { file: 'a.ts', isMore: false, text: 'b({\n  c,\n});\n' },
    ]);
  });

  it('are added to the file that was defined before, and what they call is imported', () => {
    expect(filesOf(define + add).get('a.ts')).toBe(
      "import { make, env } from 'carnival';\nmake({\n  also: env(1),\n});\n",
    );
  });

  it('that add to nothing are a mistake', () => {
    expect(() => filesOf(add)).toThrow('adds to a.ts, which no block before it defines');
  });
});

describe('your-own-shop.md', () => {
  let shop: OwnShop;
  let plan: Plan;

  beforeAll(async () => {
    const folder = await mkdtemp(join(temporaryFolder(), 'guide-'));
    for (const [file, text] of filesOf(YOUR_OWN_SHOP))
      await writeFile(
        join(folder, file),
        text.replaceAll("'carnival'", JSON.stringify(join(root, 'scripts', 'workshop', 'package-entry.ts'))),
      );
    // As many as the plan needs, with the columns that the page names.
    const accounts = Array.from({ length: 1000 }, (_, i) => `u${i},p${i}`);
    await writeFile(join(folder, 'accounts.csv'), ['username,password', ...accounts].join('\n'));
    ({ default: shop } = (await import(join(folder, 'shop.ts'))) as { readonly default: OwnShop });
    const subject = ownSubject({ shop, path: join(folder, 'shop.ts'), folder });
    expect(subject.mistakes).toEqual([]);
    const { default: raw } = (await import(join(folder, 'plan.ts'))) as { readonly default: unknown };
    plan = checkPlan(subject.withDefaults(raw), subject.known);
    expect(subject.planMistakes(plan)).toEqual([]);
  });

  it('has a shop and a plan without a mistake, also with all that the page adds', () => {
    expect(shop.steps.map(({ name }) => name)).toContain('checkout');
    expect(shop.auth).toEqual({ kind: 'basic', user: 'rehearsal', password: { env: 'STAGING_PASSWORD' } });
    expect(plan.allow[0]?.host).toBe('staging.example.com');
    expect(plan.abort).toHaveLength(1);
  });

  it('says how many accounts its plan needs, as try does', () => {
    const note = accountsNote(plan, shop, 2);
    expect(YOUR_OWN_SHOP).toContain(`\`${note}\``);
    expect(YOUR_OWN_SHOP).toContain(`This plan needs ${/needs (\d+)/.exec(note ?? '')?.[1]}:`);
  });

  it('reads a wrong voucher as failed, and one that is used up as refused', () => {
    const reader = shop.steps.find(({ name }) => name === 'voucher')!.reader!;
    const answer = (status: number, code: string, body = '') => ({
      status,
      body,
      json: () => code,
      header: () => '',
      cookie: () => '',
    });
    expect(reader(answer(200, 'TEN'))).toBe('ok');
    expect(reader(answer(406, '', 'You have already used this voucher'))).toBe('refused');
    expect(reader(answer(406, ''))).toEqual({ outcome: 'failed', reason: 'no voucher (HTTP 406)' });
    expect(reader(answer(200, 'OTHER'))).toEqual({
      outcome: 'failed',
      reason: 'no voucher (HTTP 200)',
    });
  });

  it('takes an order back by its id', () => {
    const [first] = shop.clean;
    const path = first!.path as (given: carnival.CleanUp) => string;
    expect(path({ id: '100023', run: 'r' })).toBe('/api/orders/100023/cancel/');
  });
});

describe('the pages', () => {
  it('name only commands and options that there are', async () => {
    const program = await readFile(join(root, 'scripts', 'carnival.ts'), 'utf8');
    const shown = [YOUR_OWN_SHOP, SHOP_TS, COMING_FROM].flatMap(
      (text) => text.match(/(?<=npx )carnival [^\n`]*/g) ?? [],
    );
    expect(shown.length).toBeGreaterThan(10);
    for (const line of shown) {
      const [, command = '', ...rest] = line.split(' ');
      expect(program, line).toMatch(new RegExp(`command\\('${command}\\b`));
      for (const option of rest.filter((word) => word.startsWith('--')))
        expect(program, line).toContain(`'${option} `.trimEnd());
    }
  });

  it('lead only to pages and headings that there are', () => {
    for (const [name, text] of Object.entries({
      'your-own-shop.md': YOUR_OWN_SHOP,
      'shop-ts.md': SHOP_TS,
      'coming-from.md': COMING_FROM,
    }))
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
        const [file, heading] = target.split('#') as [string, string?];
        const there = page(file === '' ? name : file);
        if (heading !== undefined) expect(headingsOf(there), `${name}: ${target}`).toContain(heading);
      }
  });
});

/** As a page's address spells them. */
const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

describe('shop-ts.md', () => {
  it('imports everything that the package exports for a shop, and explains it', () => {
    const forPlans = ['arriving', 'held', 'herd', 'definePlan', 'conforms', 'staysShut'];
    const exported = Object.keys(carnival).filter((each) => !forPlans.includes(each));
    const [block] = codeBlocks(SHOP_TS);
    expect(block!.text.match(/\w+(?=,)/g)).toEqual(exported.toSorted());
    const text = SHOP_TS.replace(block!.text, '');
    for (const name of exported) expect(text).toMatch(new RegExp(`\`[^\`]*\\b${name}\\b`));
  });

  it.each([
    ['define-shop.ts', 'ShopSpec'],
    ['define-shop.ts', 'BehaviourSpec'],
    ['define-shop.ts', 'BehaviourStepSpec'],
    ['behaviour.ts', 'BehaviourStep'],
    ['requests.ts', 'RequestOptions'],
    ['requests.ts', 'StepOptions'],
    ['requests.ts', 'Promised'],
    ['graphql.ts', 'GraphqlOptions'],
    ['accounts.ts', 'Accounts'],
    ['visit.ts', 'Visit'],
  ])('has a row for each field of %s: %s', (file, type) => {
    const fields = fieldsOf(file, type);
    expect(fields).not.toEqual([]);
    for (const field of fields) expect(SHOP_TS).toContain(`\n| \`${field}\` |`);
  });

  it.each([
    ['answer.ts', 'Answer'],
    ['shop.ts', 'Mark'],
    ['shop.ts', 'ClientCertificate'],
    ['shop.ts', 'CleanUp'],
  ])('names each field of %s: %s', (file, type) => {
    for (const field of fieldsOf(file, type)) expect(SHOP_TS).toMatch(new RegExp(`\`${field}\\b`));
  });

  it('misses no type: whoever adds one to these files says here whether users write it', () => {
    const inside = ['OwnShop', 'RequestSpec', 'StepSpec', 'Secret', 'FixedAccess', 'SecretReader'];
    const users = ['ShopSpec', 'BehaviourSpec', 'BehaviourStepSpec', 'RequestOptions', 'StepOptions'];
    const more = ['Promised', 'GraphqlOptions', 'Accounts', 'ConnectOptions'];
    for (const file of ['define-shop', 'requests', 'graphql', 'accounts', 'secrets', 'takings'])
      for (const [, type = ''] of sourceOf(`${file}.ts`).matchAll(/^export interface (\w+)/gm))
        expect([...inside, ...users, ...more], file).toContain(type);
  });
});

const sourceOf = (file: string): string => readFileSync(join(root, 'scenarios', 'shop', file), 'utf8');

function fieldsOf(file: string, type: string): readonly string[] {
  const body = new RegExp(`^export interface ${type}\\b[\\s\\S]*?^\\}$`, 'm').exec(sourceOf(file));
  return [...(body?.[0] ?? '').matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name = '']) => name);
}
