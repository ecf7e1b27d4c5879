import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { type InitArguments, initCommand } from './init.ts';

const API = { openapi: '3.1.0', paths: { '/teas': { get: {} }, '/teas/{id}': { get: {} } } };

let folder: string;
let server: Server | null = null;
beforeEach(() => {
  folder = temporaryFolder();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  server?.closeAllConnections();
  server?.close();
  server = null;
});

const serving = async (answer: RequestListener): Promise<string> => {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
};
const mistakesOf = async (path: string, options: InitArguments = {}): Promise<readonly Mistake[]> => {
  const error = await initCommand(path, options).catch((reason: unknown) => reason);
  if (error instanceof PlanError) return error.mistakes;
  throw new Error(`expected a PlanError, got ${error}`);
};
const read = (name: string) => readFile(join(folder, 'new', name), 'utf8');

describe('carnival init', () => {
  it('writes a rehearsal of the embedded shop into a new folder', async () => {
    expect(await initCommand(join(folder, 'new'), {})).toBe(0);
    expect((await readdir(join(folder, 'new'))).sort()).toEqual([
      '.gitignore',
      'accounts.csv',
      'carnival.config.ts',
      'package.json',
      'plan.ts',
      'shop.ts',
      'tsconfig.json',
    ]);
    expect(await read('carnival.config.ts')).toContain("target: 'http://127.0.0.1:7101'");
    expect(await read('plan.ts')).not.toContain('allow');
    expect(await read('plan.ts')).toContain("populations: [held('browsers', 'browser', 200)]");
  });

  it('takes an empty folder, and one that only git has used', async () => {
    await mkdir(join(folder, '.git'));
    expect(await initCommand(folder, {})).toBe(0);
  });

  it('reads an API from a file or a URL, and takes the loopback host that serves it as the target', async () => {
    const file = join(folder, 'api.json');
    await writeFile(file, JSON.stringify(API));
    await initCommand(join(folder, 'of a file'), { openapi: file });
    const origin = await serving((request, response) => {
      expect(request.url).toBe('/v3/api?as=json');
      response.end(JSON.stringify(API));
    });
    await initCommand(join(folder, 'new'), { openapi: `${origin}/v3/api?as=json` });
    expect(await read('shop.ts')).toContain("getTeas: get('/teas'),");
    expect(await read('carnival.config.ts')).toContain(`target: '${origin}'`);
    const steps = (text: string) => text.slice(text.indexOf('steps: {'));
    expect(steps(await readFile(join(folder, 'of a file', 'shop.ts'), 'utf8'))).toBe(
      steps(await read('shop.ts')),
    );
  });

  it('writes the test data that paths need as CSV', async () => {
    const file = join(folder, 'api.json');
    const parameters = [{ name: 'id', in: 'path', example: 'a, "b' }];
    const paths = { '/pages/{id}': { get: { parameters } }, '/odd/{thing}': { get: {} } };
    await writeFile(file, JSON.stringify({ ...API, paths }));
    await initCommand(join(folder, 'new'), { openapi: file });
    expect(await read('accounts.csv')).toBe('pagesId,oddThing\n"a, ""b",TODO\n');
  });

  it('never takes a server that a document names and that may be production', async () => {
    const file = join(folder, 'api.json');
    await writeFile(file, JSON.stringify({ ...API, servers: [{ url: 'https://shop.example.com/v1' }] }));
    await initCommand(join(folder, 'new'), { openapi: file });
    const config = await read('carnival.config.ts');
    expect(config).toContain("target: 'http://127.0.0.1:7101'");
    expect(config).toContain('names https://shop.example.com');
  });

  it('leaves it to the user to allow a staging outside loopback', async () => {
    await initCommand(join(folder, 'new'), { target: 'https://staging.example.com' });
    expect(await read('carnival.config.ts')).toContain("target: 'https://staging.example.com'");
    expect(await read('plan.ts')).toMatch(/^ {2}\/\/ allow: \[\{ host: 'staging\.example\.com'/m);
  });
});

describe('carnival init refuses', () => {
  it('a folder with files, and names them', async () => {
    await writeFile(join(folder, 'shop.ts'), 'mine');
    const [mistake] = await mistakesOf(folder);
    expect(mistake).toMatchObject({ path: '<folder>', problem: 'is not empty: it has shop.ts' });
    expect(await readFile(join(folder, 'shop.ts'), 'utf8')).toBe('mine');
  });

  it('a place below a file, and a folder that cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await symlink(join(folder, 'gone'), join(folder, 'nowhere'));
    expect((await mistakesOf(join(folder, 'file')))[0]!.problem).toContain('is no folder');
    expect((await mistakesOf(join(folder, 'file', 'x')))[0]!.problem).toContain('is no folder');
    expect((await mistakesOf(join(folder, 'nowhere')))[0]!.problem).toContain('cannot be written to');
  });

  it('everything that is wrong at once', async () => {
    await writeFile(join(folder, 'x'), '');
    const options = { openapi: ' ', target: 'https://me:secret@staging.example.com' };
    const mistakes = await mistakesOf(folder, options);
    expect(mistakes.map(({ path }) => path).sort()).toEqual(['--openapi', '--target', '<folder>']);
    expect(JSON.stringify(mistakes)).not.toContain('secret');
  });

  it.each([
    { given: 'is not there', openapi: 'gone.yaml', problem: 'cannot be read (ENOENT)' },
    { given: 'is a folder', openapi: '.', problem: 'is not a file' },
    { given: 'is of version 2', text: 'swagger: "2.0"', problem: 'is of version 2.0' },
    { given: 'has no operations', text: 'openapi: 3.0.0', problem: 'has no operation' },
    { given: 'is too large', text: ' '.repeat(10 * 2 ** 20 + 1), problem: 'is above 10 MiB' },
  ])('a document that $given', async ({ openapi, text, problem }) => {
    const file = join(folder, openapi ?? 'api.yaml');
    if (text !== undefined) await writeFile(file, text);
    const [mistake] = await mistakesOf(join(folder, 'new'), { openapi: file });
    expect(mistake!.problem).toContain(problem);
    expect(await readdir(folder)).not.toContain('new');
  });

  it.each([
    {
      given: 'leads elsewhere',
      answer: { status: 302, location: 'http://169.254.169.254/' },
      problem: 'answered 302, to http://169.254.169.254/',
    },
    { given: 'is not found', answer: { status: 404 }, problem: 'answered 404' },
    { given: 'is too large', answer: { status: 200, bytes: 11 * 2 ** 20 }, problem: 'above 10485760 bytes' },
    { given: 'ends in the middle', answer: { status: 200, breaks: true }, problem: 'cannot be read' },
  ])('a URL that $given', async ({ answer: { status, location, bytes = 1, breaks }, problem }) => {
    const origin = await serving((_, response) => {
      response.writeHead(status, location === undefined ? {} : { location });
      if (breaks === true) response.write('{', () => response.destroy());
      else response.end(' '.repeat(bytes));
    });
    const [mistake] = await mistakesOf(join(folder, 'new'), { openapi: `${origin}/api` });
    expect(mistake!.problem).toContain(problem);
  });

  it('a URL with credentials, and does not repeat them', async () => {
    const mistakes = await mistakesOf(join(folder, 'new'), { openapi: 'http://me:secret@127.0.0.1:1/' });
    expect(mistakes[0]!.problem).toBe('carries credentials');
    expect(JSON.stringify(mistakes)).not.toContain('secret');
  });
});
