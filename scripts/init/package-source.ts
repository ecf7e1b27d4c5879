/** What a new folder's package.json says of carnival: the same package that runs, from where it was installed. */
import { join, relative, resolve, sep } from 'node:path';
import { isObject, objectAt, textAt } from './document.ts';

export interface Installed {
  /** The folder of the package. */
  readonly root: string;
  readonly version: string;
  /** Whether that is a checkout, which can be installed as it is. */
  readonly isCheckout: boolean;
  /** Of the folder whose node_modules has the package; null if nobody's has. */
  readonly parent: { readonly folder: string; readonly packageJson: unknown; readonly lock: unknown } | null;
}

/** @param folder the new one */
export function packageSource({ root, version, isCheckout, parent }: Installed, folder: string): string {
  if (isCheckout) return fileFrom(folder, root);
  if (parent === null) return version;
  const written = ['devDependencies', 'dependencies', 'optionalDependencies'].flatMap(
    (kind) => textAt(objectAt(parent.packageJson, kind), 'carnival') ?? [],
  );
  const packages = objectAt(parent.lock, 'packages');
  const locked = textAt(
    isObject(packages) ? packages[join('node_modules', 'carnival')] : undefined,
    'resolved',
  );
  const file = [...written, locked].find((text) => text?.startsWith('file:'));
  if (file != null) return fileFrom(folder, resolve(parent.folder, file.slice('file:'.length)));
  return written[0] ?? version;
}

const fileFrom = (folder: string, path: string): string =>
  `file:${(relative(folder, path) || '.').split(sep).join('/')}`;
