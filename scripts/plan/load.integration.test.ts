/** Plans from their files: esbuild, which reads them, is a process of its own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { EXAMPLE_KNOWN, examplePlan } from '../workshop/testing/example-plan.ts';
import { checkPlan } from './check.ts';
import { loadPlan, planNames } from './load.ts';

let folder: string;
let campaigns: string;
const write = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const refused = async (nameOrPath: string): Promise<PlanError> => {
  const error = await loadPlan(nameOrPath, campaigns).catch((reason: unknown) => reason);
  if (error instanceof PlanError) return error;
  throw new Error(`expected a PlanError, got ${error}`);
};

beforeAll(async () => {
  folder = temporaryFolder();
  campaigns = join(folder, 'campaigns');
  await mkdir(campaigns);
  await write('campaigns/plan.ts', 'export const definePlan = <P>(plan: P): P => plan;');
  await write(
    'campaigns/smoke.ts',
    "import { definePlan } from './plan.ts';\nexport default definePlan({ name: 'smoke' });",
  );
  await write('campaigns/summer-carnival.ts', 'export default {};');
  await write('campaigns/smoke.test.ts', '');
  await write('campaigns/helpers.ts', 'export const twice = (n: number): number => 2 * n;');
});

describe('a plan', () => {
  it('is found by its name, with what it imports and without its types', async () => {
    expect(await loadPlan('smoke', campaigns)).toEqual({ name: 'smoke' });
  });

  it('is found by its path, from TypeScript and JSON alike', async () => {
    const json = JSON.stringify(examplePlan);
    const paths = [
      await write('a.json', json),
      await write('b.ts', `const p: object = ${json}; export default p;`),
    ];
    for (const path of paths) {
      expect(checkPlan(await loadPlan(path, campaigns), EXAMPLE_KNOWN)).toEqual(examplePlan);
    }
  });

  it('of the project is any TypeScript with a default export, but no test and no helper', async () => {
    expect(await planNames(campaigns)).toEqual(['smoke', 'summer-carnival']);
  });

  it('of this project is none of the files that plans are written with', async () => {
    const own = fileURLToPath(new URL('../../scenarios/campaigns', import.meta.url));
    expect(await planNames(own)).toEqual([
      'capacity',
      'drills',
      'emergency',
      'scale-out-drill',
      'smoke',
      'soak',
      'summer-carnival',
    ]);
  });
});

describe('a mistake', () => {
  it.each([
    { given: 'smokey', problem: /is not a plan of this project/, hint: /did you mean "smoke"/ },
    {
      given: 'winter-festival',
      problem: /is not a plan of this project/,
      hint: /there are: smoke, summer-carnival/,
    },
    { given: 'plan', problem: /is not a plan of this project/, hint: /smoke, summer-carnival/ },
    { given: './nowhere.ts', problem: /cannot be read \(ENOENT\)/, hint: /smoke, summer-carnival/ },
    {
      given: './plan.yaml',
      problem: /is neither a plan name nor a \.ts or \.json file/,
      hint: /smoke, summer-carnival/,
    },
  ])('in the name $given is told with the plans there are', async ({ given, problem, hint }) => {
    const { mistakes } = await refused(given);
    expect(mistakes).toEqual([
      {
        path: 'plan',
        value: given,
        problem: expect.stringMatching(problem),
        hint: expect.stringMatching(hint),
      },
    ]);
  });

  it('of naming a folder is told', async () => {
    await mkdir(join(folder, 'folder.ts'));
    expect((await refused(join(folder, 'folder.ts'))).mistakes[0]!.problem).toBe('is not a file');
  });

  it.each([
    { given: 'syntax.ts', text: 'export default {\n  name: "x",,\n};', line: 2, column: 13 },
    { given: 'syntax.json', text: '{\n  "name": "x"\n  "seed": 1\n}', line: 3, column: 3 },
    {
      given: 'missing.ts',
      text: "import { a } from './nowhere.ts';\nexport default a;",
      line: 1,
      column: 19,
    },
  ])('in the text of $given is told by line and column', async ({ given, text, line, column }) => {
    const path = await write(given, text);
    const { mistakes } = await refused(path);
    expect(mistakes.map((mistake) => mistake.path)).toEqual([`${path}:${line}:${column}`]);
    expect(mistakes[0]!.value).toBe(text.split('\n')[line - 1]!.trim());
  });

  it.each([
    { given: 'named.ts', text: 'export const plan = {};', problem: /has no default export/ },
    { given: 'empty.ts', text: '', problem: /has no default export/ },
    {
      given: 'throws.ts',
      text: 'throw new RangeError("at night");',
      problem: /throws when loaded: RangeError: at night/,
    },
  ])('of $given is told with its path', async ({ given, text, problem }) => {
    const path = await write(given, text);
    expect((await refused(path)).mistakes).toMatchObject([{ path, problem: expect.stringMatching(problem) }]);
  });

  it.each(['twice.json', 'twice.ts'])('of a key that %s has twice is told with its line', async (file) => {
    const object = '{\n  "seed": 1,\n  "name": "twice",\n  "seed": 2\n}';
    const path = await write(file, file.endsWith('.ts') ? `export default ${object};` : object);
    expect((await refused(path)).mistakes).toMatchObject([
      { path: `${path}:4:3`, value: '"seed": 2', problem: expect.stringContaining('Duplicate key "seed"') },
    ]);
  });

  it('of a plan that waits for what never comes is told, instead of waiting with it', async () => {
    const path = await write('waits.ts', 'await new Promise(() => {});\nexport default {};');
    const error = await loadPlan(path, campaigns, 300).catch((reason: unknown) => reason);
    expect((error as PlanError).mistakes).toMatchObject([
      { path, problem: 'is still not loaded after 0.3 s', hint: expect.stringContaining('await nothing') },
    ]);
  });
});
