/** The JSON Schema of `drill.json`, for readers in any language. `npm run generate` writes it to docs/scale-out-drill.schema.json. */
import { z } from 'zod';
import { DRILL_VERSION, drillFileSchema } from '../scale-out-drill/drill-file.ts';

// Readers must accept unknown fields: they come from a newer Carnival.
const { $schema, ...shape } = z.toJSONSchema(drillFileSchema, { target: 'draft-2020-12', io: 'input' });

export default {
  $schema,
  $id: `urn:carnival:scale-out-drill:${DRILL_VERSION}`,
  title: 'drill.json of Carnival',
  description:
    'A drill of the scale-out: what was simulated beside what was measured. Times are seconds, rates are requests a second, shares are fractions of 1. New fields may appear; `version` rises when a field changes its meaning or goes.',
  ...shape,
};
