/**
 * The AR models: large bodies that a phone loads before a try-on. Made once at the start, always with the same bytes. Like real
 * textures, they do not compress.
 */
import { createHash, hash } from 'node:crypto';

/** Assumptions: eight models serve the whole catalogue, each a quarter of a MiB, like a real model for phones. */
const MODELS = 8;
const MODEL_BYTES = 256 * 1024;
/** 128 of the hash's 256 bits, six per character. */
const ETAG_CHARACTERS = 22;

export interface Model {
  readonly name: string;
  readonly body: Buffer;
  /** With its quotes, as the header has it. */
  readonly etag: string;
}

/** By name, `model-1` and on. */
export function createModels(): ReadonlyMap<string, Model> {
  const names = Array.from({ length: MODELS }, (_, index) => `model-${index + 1}`);
  return new Map(names.map((name) => [name, createModel(name)]));
}

function createModel(name: string): Model {
  const body = createHash('shake256', { outputLength: MODEL_BYTES }).update(name).digest();
  return { name, body, etag: `"${hash('sha256', body, 'base64url').slice(0, ETAG_CHARACTERS)}"` };
}
