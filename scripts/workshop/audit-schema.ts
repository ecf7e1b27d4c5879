/** The JSON Schema of an audit's requests, answers and rows. `npm run generate` writes it to docs/audit.schema.json. */
import { z } from 'zod';
import { auditAnswerSchema, auditRequestSchema, storedOrderSchema } from '../audit/contract/stored-order.ts';

const registry = z.registry<{ id: string }>();
registry.add(auditRequestSchema, { id: 'AuditRequest' });
registry.add(auditAnswerSchema, { id: 'AuditAnswer' });
registry.add(storedOrderSchema, { id: 'StoredOrder' });
const { schemas } = z.toJSONSchema(registry, {
  target: 'draft-2020-12',
  // A row may have more fields than the audit reads.
  io: 'input',
  uri: (id) => `#/$defs/${id}`,
});

const definition = (id: string): object => {
  const { $schema, $id, id: _, ...shape } = schemas[id] as Record<string, unknown>;
  return shape;
};

export default {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:carnival:audit:1',
  title: 'The audit of a shop that is not ours',
  description:
    'An endpoint is sent an AuditRequest and answers with an AuditAnswer. A command writes a StoredOrder a line, or CSV. See docs/audit.md.',
  $ref: '#/$defs/AuditAnswer',
  $defs: Object.fromEntries(['AuditRequest', 'AuditAnswer', 'StoredOrder'].map((id) => [id, definition(id)])),
};
