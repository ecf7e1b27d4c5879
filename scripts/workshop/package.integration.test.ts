/** The package as somebody gets it: packed, installed in an empty folder, and used there. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';

const root = projectRoot();
/** With a blank in its path, as on many desks. */
const folder = join(temporaryFolder(), 'my work');
const own = join(folder, 'my-rehearsal');
const cache = join(folder, 'cache');

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
const run = (cwd: string, command: string, ...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    // npm gives a test that it starts its own settings, and the folder of the checkout as its prefix.
    const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD)/.test(name));
    const env = { ...Object.fromEntries(kept), XDG_CACHE_HOME: cache };
    execFile(command, args, { cwd, env, encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
const succeeded = async (ran: Promise<Ran>): Promise<string> => {
  const { code, stdout, stderr } = await ran;
  expect({ code, stderr: code === 0 ? '' : stderr + stdout }).toEqual({ code: 0, stderr: '' });
  return stdout;
};
const carnival = (cwd: string, ...args: readonly string[]) =>
  run(cwd, 'npx', '--no-install', 'carnival', ...args);
const compile = (cwd: string, ...args: readonly string[]) =>
  run(cwd, join(root, 'node_modules', '.bin', 'tsc'), ...args);

let packed: readonly string[] = [];

beforeAll(async () => {
  await mkdir(folder);
  const told = await succeeded(run(root, 'npm', 'pack', '--json', '--silent', '--pack-destination', folder));
  const [{ filename, files }] = JSON.parse(told.slice(told.indexOf('['))) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  packed = files.map(({ path }) => path);
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
  await succeeded(run(folder, 'npm', 'install', '--save-dev', ...quiet, `./${filename}`));
  await succeeded(carnival(folder, 'init', 'my-rehearsal'));
});

describe('the tarball', () => {
  it('has the commands, the scenarios, the types, the pins and the licences', () => {
    for (const file of [
      'dist/carnival.js',
      'dist/balancer.js',
      'dist/lifter.js',
      'dist/replica.js',
      'dist/report.js',
      'dist/report-style.css',
      'dist/shop.js',
      'dist/types/index.d.ts',
      'dist/types/scenarios/shop/index.d.ts',
      'scenarios/shop/index.ts',
      'scenarios/rehearsal.ts',
      'scenarios/k6-config.json',
      'scripts/machine/toolchain/k6/go.sum',
      'scripts/machine/toolchain/prometheus/go.mod',
      'dashboards/prometheus/prometheus.yml',
      'docs/costs.json',
      'docs/your-own-shop.md',
      'LICENSE',
      'NOTICE',
    ])
      expect(packed).toContain(file);
  });

  it('has nothing that only a checkout needs', () => {
    const wanted =
      /^(dist\/|scenarios\/|scripts\/machine\/toolchain\/|dashboards\/|ci\/|docs\/[^/]+\.(?:md|json)$|[^/]+$)/;
    expect(packed.filter((file) => !wanted.test(file))).toEqual([]);
    expect(packed.filter((file) => /\.test\.|testing|workshop|bench|\.config\./.test(file))).toEqual([]);
  });

  it('installs without a script of its own', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  });
});

describe('an installed package', () => {
  it('forecasts a plan of its own, and has nothing to say about a build', async () => {
    const { code, stdout, stderr } = await carnival(folder, 'forecast', '--plan', 'smoke', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toHaveProperty('forecast');
  });

  it('keeps nothing in its own folder, because npm removes that', async () => {
    await carnival(folder, 'doctor');
    expect(await readdir(join(folder, 'node_modules', 'carnival'))).not.toContain('.cache');
  });
});

describe('a new rehearsal', () => {
  it('depends on the package that wrote it', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(own, 'package.json'), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies.carnival).toMatch(/^file:\.\.\/carnival-.*\.tgz$/);
  });

  it.each([
    { given: 'as it is written', flags: [] },
    { given: 'by the rules of Node', flags: ['--module', 'nodenext', '--moduleResolution', 'nodenext'] },
    // zod's types name URL, which is in DOM's or Node's.
    { given: 'with all types checked', flags: ['--skipLibCheck', 'false', '--lib', 'es2023,dom'] },
  ])('compiles $given', async ({ flags }) => {
    await succeeded(compile(own, ...flags));
  });

  it.each([
    { wrong: 'a step', from: "kind: 'response-time'", to: "kind: 'success', step: 'serch'" },
    { wrong: 'a behaviour', from: "held('browsers', 'browser'", to: "held('browsers', 'brwser'" },
    { wrong: 'a field of an objective', from: 'targetShare: 0.99', to: 'targetShares: 0.99' },
  ])('does not compile when its plan names $wrong that is not there', async ({ from, to }) => {
    const plan = await readFile(join(own, 'plan.ts'), 'utf8');
    expect(plan).toContain(from);
    const wrong = join(own, 'wrong-plan.ts');
    await writeFile(wrong, plan.replace(from, to));
    const { code, stdout } = await compile(own);
    await rm(wrong);
    expect(code).not.toBe(0);
    expect(stdout).toMatch(/wrong-plan\.ts\(\d+,\d+\): error TS/);
  });

  it('of an API compiles, with what an answer gives and another path needs', async () => {
    const properties = { id: { type: 'string' }, name: { type: 'string' } };
    const schema = { type: 'array', items: { type: 'object', properties } };
    const responses = { '200': { content: { 'application/json': { schema } } } };
    const requestBody = { content: { 'application/json': { example: { name: "a 'b' `c`" } } } };
    const paths = {
      '/products': { get: { responses }, post: { requestBody } },
      '/products/{id}': { get: {}, put: { requestBody } },
      '/unknown/{thing}': { get: {}, delete: {} },
    };
    await writeFile(join(folder, 'api.json'), JSON.stringify({ openapi: '3.1.0', paths }));
    await succeeded(carnival(folder, 'init', 'of an API', '--openapi', 'api.json'));
    await succeeded(compile(join(folder, 'of an API')));
  });

  it('is written once, and never over something', async () => {
    const { code, stderr } = await carnival(folder, 'init', 'my-rehearsal');
    expect(code).toBe(104);
    expect(stderr).toMatch(/is not empty: .*plan\.ts/s);
  });

  it('forecasts its own plan without a flag', async () => {
    const { code, stdout, stderr } = await carnival(own, 'forecast');
    const said = 'Without --shop and --plan, carnival.config.ts in the current folder names them.\n';
    expect({ code, stderr }).toEqual({ code: 0, stderr: said });
    expect(stdout).toMatch(/^FORECAST {2}my-rehearsal /);
  });
});
