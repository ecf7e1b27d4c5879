import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { AnswersTail } from './answers-tail.ts';

let tail: AnswersTail | null = null;
afterEach(async () => tail?.close());

const line = (msg: unknown): string => `${JSON.stringify({ level: 'info', msg: JSON.stringify(msg) })}\n`;
const said = (atMs: number) =>
  line({ carnival: 'answers', phase: 'burst', vu: '0', atMs, answers: { 'home.view': [10, 4] } });
const seen = (atMs: number) => ({ atMs, answers: { 'home.view': [10, 4] } });

it('follows a file that grows, even before it is there', async () => {
  const file = join(temporaryFolder(), 'console.log');
  tail = new AnswersTail(file);
  expect(await tail.read()).toEqual([]);
  await appendFile(file, said(1) + line({ carnival: 'promises', regions: {} }) + said(2));
  expect(await tail.read()).toEqual([seen(1), seen(2)]);
  expect(await tail.read()).toEqual([]);
  await appendFile(file, said(3));
  expect(await tail.read()).toEqual([seen(3)]);
});

it('waits for the rest of a line, wherever it was cut', async () => {
  const file = join(temporaryFolder(), 'console.log');
  tail = new AnswersTail(file);
  const bytes = Buffer.from(said(1).replace('home.view', 'häuser'));
  for (let cut = 1; cut < bytes.length; cut += 7) {
    await appendFile(file, bytes.subarray(0, cut));
    expect(await tail.read()).toEqual([]);
    await appendFile(file, bytes.subarray(cut));
    expect(await tail.read()).toHaveLength(1);
  }
});

it('passes over torn lines, and over what only looks like one of ours', async () => {
  const file = join(temporaryFolder(), 'console.log');
  tail = new AnswersTail(file);
  const wrong = line({ carnival: 'answers', atMs: 'now', answers: {} });
  const half = `${said(1).slice(0, -10)}\n`;
  const notJson = line('x').replace('"x', String.raw`{\"carnival\":\"answers\"`);
  await appendFile(file, half + wrong + notJson + said(2));
  expect(await tail.read()).toEqual([seen(2)]);
});

it('reads lines that are longer than what it reads at once', async () => {
  const file = join(temporaryFolder(), 'console.log');
  tail = new AnswersTail(file);
  await appendFile(file, line({ carnival: 'promises', long: 'x'.repeat(3_000_000) }) + said(5));
  expect(await tail.read()).toEqual([seen(5)]);
});
