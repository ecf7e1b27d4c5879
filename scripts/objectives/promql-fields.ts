/** The fields of a question to the user's own Prometheus, for objectives and for abort clauses. */
import { z } from 'zod';
import { LIMIT, message, strict } from '../mistakes/fields.ts';

export const query = z
  .string()
  .max(LIMIT.queryCharactersMax)
  .refine((text) => text.trim() !== '', {
    error: message('is empty', 'write PromQL that gives one series, such as "max(queue_length)"'),
  });

/** One or the other: a range would be two objectives, and each may fail for its own reason. */
export const bound = z.union([strict({ max: z.number() }), strict({ min: z.number() })]);
