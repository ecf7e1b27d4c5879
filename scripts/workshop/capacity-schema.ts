/** The JSON Schema of `capacity.json`, for readers in any language. `npm run generate` writes it to docs/capacity.schema.json. */
import { z } from 'zod';
import { CAPACITY_VERSION, capacityFileSchema } from '../capacity/capacity-file.ts';

// Readers must accept unknown fields: they come from a newer Carnival.
const { $schema, ...shape } = z.toJSONSchema(capacityFileSchema, { target: 'draft-2020-12', io: 'input' });

export default {
  $schema,
  $id: `urn:carnival:capacity:${CAPACITY_VERSION}`,
  title: 'capacity.json of Carnival',
  description:
    'How many machines a demand takes: what was measured, and what follows from it. Throughputs are requests a second, shares are fractions of 1, and null means "there is none" or "without end". New fields may appear; `version` rises when a field changes its meaning or goes.',
  ...shape,
};
