/** What a schema in docs/ finds wrong with what Carnival writes. Also finds fields that the schema has no word for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { projectRoot } from '../../machine/project-root.ts';

/** A file, as it was read or as it will be written → what is wrong with it. */
type Checked = (file: unknown) => readonly string[];

/** @param name `verdict`: docs/verdict.schema.json */
export function mistakesBySchema(name: string): Checked {
  const text = readFileSync(join(projectRoot(), 'docs', `${name}.schema.json`), 'utf8');
  // Of this version a reader knows every field, so that one which is not declared is a mistake. Labels have any name.
  const closed = JSON.parse(text, (_key, value: unknown) =>
    isObjectSchema(value) ? { additionalProperties: false, ...value } : value,
  ) as object;
  const isMatch = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(closed);
  return (file) => {
    const written: unknown = JSON.parse(JSON.stringify(file));
    return isMatch(written)
      ? []
      : (isMatch.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** Of a verdict. */
export const schemaMistakes: Checked = mistakesBySchema('verdict');

function isObjectSchema(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'object';
}
