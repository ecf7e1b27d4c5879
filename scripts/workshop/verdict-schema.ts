/** The JSON Schema of `verdict.json`, for readers in any language. `npm run generate` writes it to docs/verdict.schema.json. */
import { z } from 'zod';
import { VERDICT_VERSION, verdictSchema } from '../verdict/verdict.ts';

const { $schema, ...shape } = z.toJSONSchema(verdictSchema, {
  target: 'draft-2020-12',
  // Readers must accept unknown fields: they come from a newer Carnival.
  io: 'input',
  override: ({ jsonSchema }) => {
    // zod writes this for every object, but it tells a reader nothing.
    delete jsonSchema.readOnly;
  },
});

export default {
  $schema,
  $id: `urn:carnival:verdict:${VERDICT_VERSION}`,
  title: 'verdict.json of Carnival',
  description:
    'The verdict of one run. Shares are fractions of 1, times are named with their unit, and null means "there is none". New fields may appear; `version` rises when a field changes its meaning or goes.',
  ...shape,
};
