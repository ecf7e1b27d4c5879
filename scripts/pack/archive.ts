/**
 * Files as one archive (tar, gzip), and back. The same files always give the same bytes. What is read may be from anybody: it is held in
 * memory up to a limit, and nothing of it is written anywhere, so no name in it can lead outside.
 */
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import { Header, Parser } from 'tar';
import { quote } from '../mistakes/plan-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import { packError } from './pack-error.ts';

export type Files = ReadonlyMap<string, Buffer>;

const BLOCK_BYTES = 512;
/** An archive ends with two empty blocks. */
const END = Buffer.alloc(2 * BLOCK_BYTES);
const MODE = 0o644;
/** Unpacked. A day's run of a large plan takes a tenth of it. */
const UNPACKED_BYTES_MAX = 512e6;
const COMPRESSION = 9;

/** @param folder the name of the folder in which they are when somebody unpacks them */
export function archiveOf(folder: string, files: Files): Buffer {
  const names = [...files.keys()].sort();
  const parts = names.flatMap((name) => {
    const content = files.get(name)!;
    const header = new Header({
      ...{ path: `${folder}/${name}`, mode: MODE, size: content.length, type: 'File', mtime: new Date(0) },
    });
    const block = Buffer.alloc(BLOCK_BYTES);
    header.encode(block, 0);
    const padding = Buffer.alloc((BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES);
    return [block, content, padding];
  });
  return gzipSync(Buffer.concat([...parts, END]), { level: COMPRESSION });
}

/** @throws CarnivalError when it is no archive, too large, or holds anything but plain files, each once, in one folder */
export async function filesIn(archive: Buffer, bytesMax: number = UNPACKED_BYTES_MAX): Promise<Files> {
  const bytes = await unzipped(archive, bytesMax);
  // The parser would unzip what it takes for another archive, without the limit.
  if (!/^[A-Za-z0-9./]/.test(String.fromCharCode(bytes[0] ?? 0))) throw packError('it is no archive');
  const files = new Map<string, Buffer>();
  const folders = new Set<string>();
  let problem: string | null = null;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      const [folder = '', name = '', ...rest] = entry.path.split('/');
      folders.add(folder);
      if (entry.type !== 'File') problem ??= `${quote(entry.path)} is no plain file (${entry.type})`;
      else if (name === '' || rest.length > 0 || [folder, name].some((part) => part === '..' || part === '.'))
        problem ??= `${quote(entry.path)} is not where a pack has its files`;
      else if (files.has(name)) problem ??= `it holds ${quote(name)} twice`;
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      entry.on('end', () => files.set(name, Buffer.concat(chunks)));
    },
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    parser.end(bytes);
  }).catch((cause: Error) => {
    throw packError(problem ?? `it cannot be read: ${reasonOf(cause)}`, cause);
  });
  if (problem !== null) throw packError(problem);
  if (folders.size > 1) throw packError(`it has ${folders.size} folders, and a pack has one`);
  return files;
}

/** What gzip's codes mean to whoever was given the file: one that was cut off or damaged is told from a foreign one. */
const BROKEN: Readonly<Record<string, string>> = {
  ERR_BUFFER_TOO_LARGE: 'unpacked it is larger than any run',
  Z_BUF_ERROR: 'it ends too early, so it was not copied whole',
  Z_DATA_ERROR: 'it was damaged or changed: its bytes do not belong together',
};

async function unzipped(archive: Buffer, maxOutputLength: number): Promise<Buffer> {
  if (archive.length === 0) throw packError('it is empty');
  if (!isZipped(archive)) throw packError('it is no archive');
  return promisify(gunzip)(archive, { maxOutputLength }).catch((cause: NodeJS.ErrnoException) => {
    throw packError(BROKEN[cause.code ?? ''] ?? 'it is no archive', cause);
  });
}

/** The two bytes that every gzip file begins with (RFC 1952). */
const GZIP = Buffer.from([0x1f, 0x8b]);
export const isZipped = (bytes: Buffer): boolean => bytes.subarray(0, GZIP.length).equals(GZIP);
