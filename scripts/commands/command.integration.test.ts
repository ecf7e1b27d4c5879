/** The command itself: every way to leave it has its code and its sentence. */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { widthOf } from '../text/width.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const COMMAND = join(projectRoot(), 'dist', 'carnival.js');

const carnival = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  nodeArgs: readonly string[] = [],
): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [...nodeArgs, COMMAND, ...args], {
      env: { ...process.env, ...env },
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    child.on('close', (code) => resolve({ code, ...said }));
  });

describe('a command in Chinese', () => {
  const CHINESE = { LC_ALL: 'zh_CN.UTF-8' };

  it('says so in its help, in 80 columns', async () => {
    const { code, stdout } = await carnival(['rehearse', '--help'], CHINESE);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^用法： carnival rehearse \[options\]\n[\s\S]*\n选项：\n/);
    const options = stdout.slice(0, stdout.indexOf('loses-an-order'));
    for (const line of options.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(80);
    expect(leftEnglish((await carnival(['rehearse', '--help'], { LC_ALL: 'C' })).stdout, stdout)).toEqual([]);
  });

  it('says what is wrong with its options, whichever way it was asked', async () => {
    const said = await carnival(['rehearse', '--pase', '1'], CHINESE);
    expect([said.code, said.stderr]).toEqual([104, "未知选项 '--pase'\n  提示：您是不是想写 --pace？\n"]);
    const typed = await carnival(['judge', 'nowhere', '--lang', 'zh']);
    expect(typed.stderr).toMatch(/^没有演练 .*nowhere\n {2}提示：/);
  });
});

describe('a command that does not decide', () => {
  it('because it waits for what cannot come ends with 1 and says so', async () => {
    const never = join(temporaryFolder(), 'never.mjs');
    await writeFile(
      never,
      `import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
fs.readdir = () => new Promise(() => {});
syncBuiltinESMExports();
`,
    );
    const { code, stdout, stderr } = await carnival(['forecast', '--plan', 'smoke'], {}, ['--import', never]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^carnival forecast ended without a result\n {2}hint: /);
  });

  it('because its plan ends the process ends with 1, whatever code the plan gives', async () => {
    const plan = join(temporaryFolder(), 'leaves.ts');
    await writeFile(plan, 'process.exit(0);\nexport default {};\n');
    expect((await carnival(['forecast', '--plan', plan])).code).toBe(1);
  });

  it('because a target switches protocols ends with 104', async () => {
    const target = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const { port } = target.address() as { port: number };
    const { code, stderr } = await carnival([
      'rehearse',
      '--plan',
      'smoke',
      '--target',
      `http://127.0.0.1:${port}`,
    ]);
    target.close();
    expect(code).toBe(104);
    expect(stderr).toContain('does not answer its environment check');
    expect(stderr).not.toContain('Rehearsing');
  });
});

describe('mistakes', () => {
  it('are told of an option that would change nothing: carnival shop runs the embedded shop', async () => {
    const { code, stderr } = await carnival(['shop', '--shop', 'shop.ts']);
    expect(code).toBe(104);
    expect(stderr).toContain('--shop');
  });

  it('of the plan and of every option are told at once, and only plans are plans', async () => {
    const options = [
      '--plan',
      'nowhere.ts',
      '--misbehave',
      'oversell',
      '--scale',
      '-3',
      '--pace',
      'banana',
      '--runs',
      '',
      '--fault',
      'x',
    ];
    const { code, stderr } = await carnival(['rehearse', ...options], { CARNIVAL_ADMIN_TOKEN: '' });
    expect(code).toBe(104);
    expect(stderr).toContain('plan "nowhere.ts" with these options has 7 mistakes');
    for (const path of [
      'plan',
      '--scale',
      '--pace',
      '--fault',
      '--misbehave',
      '--runs',
      'CARNIVAL_ADMIN_TOKEN',
    ])
      expect(stderr).toContain(`\n  ${path}: `);
    expect(stderr).toMatch(
      /the project's plans: capacity, drills, emergency, scale-out-drill, smoke, soak,\s+summer-carnival\n/,
    );
  });

  it('of an empty folder for data and a token that cannot be sent are told', async () => {
    const { code, stderr } = await carnival(['shop', '--plan', 'smoke', '--data', ''], {
      CARNIVAL_ADMIN_TOKEN: 'secret\n',
    });
    expect(code).toBe(104);
    expect(stderr).toMatch(/--data: "" names nothing/);
    expect(stderr).toMatch(/CARNIVAL_ADMIN_TOKEN: holds a character/);
    expect(stderr).not.toContain('secret');
  });

  it('of --ca are told before any target is asked', async () => {
    const rehearse = ['rehearse', '--plan', 'smoke', '--ca', '/nowhere/ca.pem'];
    const { code, stderr } = await carnival([...rehearse, '--target', 'http://127.0.0.1:1']);
    expect(code).toBe(104);
    expect(stderr).toMatch(/--ca: "\/nowhere\/ca.pem" cannot be read: ENOENT/);
    expect(stderr).not.toContain('--target');
    expect((await carnival(rehearse)).stderr).toMatch(/--ca: .* is for a target, and there is none/);
  });

  it('are shown, and not obeyed, when a plan throws an escape sequence', async () => {
    const plan = join(temporaryFolder(), 'plan.ts');
    await writeFile(plan, "throw new Error('\\u001b]52;c;cm0gLXJm\\u0007');");
    const { code, stderr } = await carnival(['forecast', '--plan', plan]);
    expect(code).toBe(104);
    expect(stderr).toContain('\\u001b]52;c;cm0gLXJm\\u0007');
    expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

describe('judging a folder', () => {
  const folderOf = async (): Promise<string> => {
    const folder = temporaryFolder();
    const { plan, forecast, observations } = rehearsal();
    for (const [name, value] of Object.entries({ plan, forecast, observations }))
      await writeFile(join(folder, `${name}.json`), JSON.stringify(value));
    return folder;
  };

  it('does not wait for a FIFO in place of a file', async () => {
    const folder = await folderOf();
    const observations = join(folder, 'observations.json');
    await promisify(execFile)('sh', ['-c', 'rm "$1" && mkfifo "$1"', 'sh', observations]);
    const { code, stderr } = await carnival(['judge', folder]);
    expect(code).toBe(104);
    expect(stderr).toContain(`cannot read ${observations}: it is not a file`);
  });

  it('that cannot be written to shows its verdict, and its code', async () => {
    const folder = await folderOf();
    // Root may write to a read-only folder; nobody can put a file in the place of a folder.
    await mkdir(join(folder, 'verdict.json'));
    const { code, stdout, stderr } = await carnival(['judge', folder]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^PASS {2}small-carnival/);
    expect(stderr).toContain('The verdict was not written into the folder: EISDIR');
  });

  it('makes the report again that is there, so that it tells of this verdict', async () => {
    const folder = await folderOf();
    await carnival(['judge', folder]);
    expect(existsSync(join(folder, 'report.html'))).toBe(false);
    for (const file of ['report.html', 'report.md']) await writeFile(join(folder, file), 'FAIL');
    expect((await carnival(['judge', folder, '--lang', 'zh'])).code).toBe(0);
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toMatch(
      /<html lang="zh-Hans">[\s\S]*<title>通过/,
    );
    expect(await readFile(join(folder, 'report.md'), 'utf8')).toContain('通过');
  });

  it('shows its verdict in the language that is asked for, all of it if that is asked for, and writes the same files', async () => {
    const folder = await folderOf();
    const chinese = await carnival(['judge', folder, '--lang', 'zh', '--explain']);
    expect(chinese.stdout).toMatch(/^通过 {2}small-carnival[\s\S]*\n负载有效\n/);
    const written = await readFile(join(folder, 'verdict.json'), 'utf8');
    const english = await carnival(['judge', folder, '--lang', 'en']);
    expect(english.stdout).toMatch(/^PASS {2}small-carnival[\s\S]*\nLOAD +valid/);
    expect(await readFile(join(folder, 'verdict.json'), 'utf8')).toBe(written);
    const { code, stderr } = await carnival(['judge', folder, '--lang', 'xx']);
    expect(code).toBe(104);
    expect(stderr).toContain('--lang');
  });

  it('ends with the verdict though nobody reads it', async () => {
    const folder = await folderOf();
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      '{ "$1" "$2" judge "$3"; echo "code $?" >&3; } 3>&1 2>&1 >/dev/full | cat',
      ...['sh', process.execPath, COMMAND, folder],
    ]);
    expect(stdout).toBe('code 0\n');
  });

  it('that is a link to itself is told', async () => {
    const link = join(temporaryFolder(), 'loop');
    await symlink(link, link);
    const { code, stderr } = await carnival(['judge', link]);
    expect(code).toBe(104);
    expect(stderr).toContain('it is a link');
  });
});
