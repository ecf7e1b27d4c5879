/** What docs/verdict.schema.json finds wrong with a verdict. Also finds fields that the schema has no word for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { projectRoot } from '../../machine/project-root.ts';

const FILE = join(projectRoot(), 'docs', 'verdict.schema.json');

/** Of this version a reader knows every field, so that one which is not declared is a mistake. Labels have any name. */
const closed = JSON.parse(readFileSync(FILE, 'utf8'), (_key, value: unknown) =>
  isObjectSchema(value) ? { additionalProperties: false, ...value } : value,
) as object;

const isMatch = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(closed);

/** @param verdict as it was read from its file, or as it will be written */
export function schemaMistakes(verdict: unknown): readonly string[] {
  const written: unknown = JSON.parse(JSON.stringify(verdict));
  return isMatch(written)
    ? []
    : (isMatch.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function isObjectSchema(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'object';
}
