/** Writes docs/shop.md from the shop, and docs/benchmarks.md from docs/benchmarks.json: without measuring, for when its words change. */
import { readFile, writeFile } from 'node:fs/promises';
import { importTypeScript } from './import-typescript.mjs';

const { currentPage, PAGE_FILE } = await importTypeScript('scripts/workshop/shop-docs/shop-page.ts');
await writeFile(PAGE_FILE, await currentPage());

const { printMarkdown } = await importTypeScript('scripts/workshop/bench/print-markdown.ts');
const measured = JSON.parse(await readFile('docs/benchmarks.json', 'utf8'));
await writeFile('docs/benchmarks.md', printMarkdown(measured));
