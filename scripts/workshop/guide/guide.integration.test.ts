/** The code on the pages for people with a shop of their own compiles, against the types that they import. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../../machine/project-root.ts';
import { codeBlocks, fieldRows, filesOf } from './code-blocks.ts';

const root = projectRoot();
const folder = temporaryFolder();
const page = (name: string): Promise<string> => readFile(join(root, 'docs', name), 'utf8');

interface Compiled {
  readonly code: number;
  readonly said: string;
}
const compile = (project: string): Promise<Compiled> =>
  new Promise((resolve) => {
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    execFile(tsc, ['--project', project], { encoding: 'utf8' }, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout }),
    );
  });

/** As a user's folder, but for where the package is. */
async function written(name: string, files: ReadonlyMap<string, string>): Promise<string> {
  const project = join(folder, name);
  await mkdir(project);
  for (const [file, text] of files) await writeFile(join(project, file), text);
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  const compilerOptions = {
    noUncheckedIndexedAccess: false,
    noUnusedLocals: false,
    typeRoots: [join(root, 'node_modules', '@types')],
    paths: { carnival: [join(root, 'scripts', 'workshop', 'package-entry.ts')] },
  };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'] };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify(config));
  return project;
}

let guide: ReadonlyMap<string, string>;
let reference: string;
beforeAll(async () => {
  guide = filesOf(await page('your-own-shop.md'));
  reference = await page('shop-ts.md');
});

it('your-own-shop.md has a shop and a plan that compile', async () => {
  expect([...guide.keys()]).toEqual(['shop.ts', 'plan.ts']);
  expect(await compile(await written('guide', guide))).toEqual({ code: 0, said: '' });
});

it('its plan does not compile when it names a step that the shop lacks', async () => {
  const wrong = new Map([
    ...guide,
    ['plan.ts', guide.get('plan.ts')!.replace("step: 'login'", "step: 'logn'")],
  ]);
  const { code, said } = await compile(await written('wrong', wrong));
  expect(code).not.toBe(0);
  expect(said).toContain('logn');
});

const OF_BEHAVIOUR = ['description', 'entry', 'bot'];
const STEPS = ['home', 'search', 'list', 'add', 'checkout', 'login', 'voucher'];
const BASE = `const steps = { ${STEPS.map((name) => `${name}: get('/')`).join(', ')} };
const behaviours = { b: { entry: 'channels', steps: {} } } as const;`;

it('shop-ts.md has examples that compile, each as its field', async () => {
  const shown = (heading: string): readonly (readonly [string, string])[] =>
    fieldRows(reference, heading).flatMap(({ field, examples }) =>
      examples.map((example) => [field, example] as const),
    );
  const ofShop = shown('## The shop').filter(([field]) => field !== 'steps');
  const ofSteps = shown('## A step');
  const ofPromises = shown('### Promises').filter(([field]) => field !== 'kind');
  const ofGraphql = shown('### GraphQL');
  const behaviourRows = shown('## A behaviour').filter(([field]) => field !== 'steps');
  const isOfBehaviour = ([field]: readonly [string, string]) => OF_BEHAVIOUR.includes(field);
  const ofBehaviours = behaviourRows.filter(isOfBehaviour);
  const ofTheirSteps = behaviourRows.filter((row) => !isOfBehaviour(row));
  for (const rows of [ofShop, ofSteps, ofPromises, ofGraphql, ofBehaviours, ofTheirSteps])
    expect(rows.length).toBeGreaterThan(1);
  const behaviour = (fields: string): string =>
    `defineShop({ name: 'x', steps, behaviours: { b: { ${fields} } } });`;
  const lines = [
    ...codeBlocks(reference).map(({ text }) => text),
    BASE,
    ...ofShop.map(
      ([field, code]) =>
        `defineShop({ ${field === 'name' ? '' : "name: 'x', "}steps, behaviours, ${field}: ${code} });`,
    ),
    ...ofSteps.map(([field, code]) => `post('/', { ${field}: ${code} });`),
    ...ofPromises.map(
      ([field, code]) =>
        `post('/', { promises: { kind: 'order', ${field === 'id' ? '' : "id: () => '', "}${field}: ${code} } });`,
    ),
    ...ofGraphql.map(([field, code]) => `gql('{ a }', { ${field}: ${code} });`),
    ...ofBehaviours.map(([field, code]) =>
      behaviour(`${field === 'entry' ? '' : 'entry: { home: 1 }, '}steps: {}, ${field}: ${code}`),
    ),
    ...ofTheirSteps.map(([field, code]) => {
      const others = [
        ...(field === 'thinkSeconds' ? [] : ['thinkSeconds: 1']),
        ...(field === 'ok' ? [] : ['ok: {}']),
      ];
      return behaviour(
        `entry: { home: 1 }, steps: { home: { ${[...others, `${field}: ${code}`].join(', ')} } }`,
      );
    }),
    '',
  ];
  const project = await written('reference', new Map([['examples.ts', lines.join('\n')]]));
  expect(await compile(project)).toEqual({ code: 0, said: '' });
});
