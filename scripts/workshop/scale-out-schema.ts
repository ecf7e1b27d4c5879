/** The JSON Schema of `scale-out.json`, for readers in any language. `npm run generate` writes it to docs/scale-out.schema.json. */
import { z } from 'zod';
import { SCALE_OUT_VERSION, scaleOutFileSchema } from '../scale-out/scale-out-file.ts';

// Readers must accept unknown fields: they come from a newer Carnival.
const { $schema, ...shape } = z.toJSONSchema(scaleOutFileSchema, { target: 'draft-2020-12', io: 'input' });

export default {
  $schema,
  $id: `urn:carnival:scale-out:${SCALE_OUT_VERSION}`,
  title: 'scale-out.json of Carnival',
  description:
    'Whether a scale-out arrives in time, simulated. Rates are requests a second, shares are fractions of 1, and null means "there is none". New fields may appear; `version` rises when a field changes its meaning or goes.',
  ...shape,
};
