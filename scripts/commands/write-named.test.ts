import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { printError } from '../mistakes/carnival-error.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { requireWritable, writeNamed } from './write-named.ts';

const errorOf = (written: Promise<void>): Promise<Error> =>
  written.then(
    () => new Error('it was written'),
    (error: Error) => error,
  );

describe('a file that the user named', () => {
  it('is in its place as a whole: nobody who reads meanwhile finds half of it', async () => {
    const file = join(temporaryFolder(), 'baseline.json');
    const texts = ['a', 'b'].map((letter) => letter.repeat(5_000_000));
    writeFileSync(file, texts[0]!);
    let isOver = false;
    const found = new Set<string>();
    const written = Promise.all(texts.map((text) => writeNamed(file, '--json', text))).then(() => {
      isOver = true;
    });
    while (!isOver) {
      const text = readFileSync(file, 'utf8');
      found.add(`${text.length} ${text[0]}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await written;
    expect([...found].filter((each) => !/^5000000 [ab]$/.test(each))).toEqual([]);
  });

  it('is written through a link, which stays one', async () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'baseline.json'), join(folder, 'link.json')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    await writeNamed(link, '--json', 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'folder'));
  it.each([
    { file: 'folder', says: 'it is a folder' },
    { file: 'nowhere/x.json', says: 'its folder is not there' },
    { file: 'file/x.json', says: 'a file is in the place of its folder' },
  ])('that cannot be written is a mistake of whoever named it: $says', async ({ file, says }) => {
    const path = join(folder, file);
    for (const tried of [() => writeNamed(path, '--json', ''), () => requireWritable(path, '--json')]) {
      const error = await errorOf(tried());
      expect(error).toMatchObject({ exitCode: 104, message: `cannot write ${path}: ${says}` });
      expect(leftEnglish(printError(error).text, printError(error, zh).text)).toEqual([]);
    }
  });
});
