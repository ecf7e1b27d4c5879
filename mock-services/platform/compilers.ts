/**
 * Compiles each schema once per process. Most routes share headers and error answers, so a shop starts sooner, and tests open
 * hundreds of shops.
 */
import ajvCompiler from '@fastify/ajv-compiler';
import serializerCompiler from '@fastify/fast-json-stringify-compiler';
import type { FastifyInstance, FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';

/** Reports every mistake, and does not silently drop unknown properties. Turns text into numbers, as fastify does. */
const AJV = { customOptions: { allErrors: true, removeAdditional: false } } as const;

/** No schema refers to another by name. */
const NO_SHARED_SCHEMAS = {};

// Cast, because fastify's types differ slightly from those of the compilers.
const ajv = ajvCompiler()(NO_SHARED_SCHEMAS, AJV) as unknown as FastifySchemaCompiler<unknown>;
const stringify = serializerCompiler()(NO_SHARED_SCHEMAS) as FastifySerializerCompiler<unknown>;
// With a compiler of our own, fastify does not lower the names in a headers schema: write them in lower case.
const compileValidator = once(ajv);
const compileSerializer = once(stringify);

export function compileOnce(app: FastifyInstance): void {
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(compileSerializer);
}

function once<Asked extends { readonly schema?: unknown }, Compiled>(compile: (asked: Asked) => Compiled) {
  const compiled = new Map<unknown, Compiled>();
  return (asked: Asked): Compiled => {
    const known = compiled.get(asked.schema);
    if (known !== undefined) return known;
    const fresh = compile(asked);
    compiled.set(asked.schema, fresh);
    return fresh;
  };
}
