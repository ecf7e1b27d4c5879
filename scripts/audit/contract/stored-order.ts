/**
 * What a shop of anybody's says about a stored order: the audit's contract (docs/audit.md). docs/audit.schema.json is made from these
 * declarations, and answers are read by them.
 */
import { z } from 'zod';

/** Ids that one request may ask for. */
export const IDS_PER_REQUEST_MAX = 1000;
/** No shop's numbers are longer, and a page of ids is to stay small. */
export const ID_CHARACTERS_MAX = 256;

const id = z
  .string()
  .min(1)
  .max(ID_CHARACTERS_MAX)
  .describe(
    'The number that the shop acknowledged, as text: a number would lose digits and leading noughts.',
  );

export const storedOrderSchema = z
  .object({
    id,
    amount: z
      .union([z.string(), z.number()])
      .nullish()
      .describe(
        'What the order costs, as a decimal number: 10, 10.00 and "€10.0" are the same. Needed if the shop’s promise names an amount.',
      ),
    state: z
      .string()
      .nullish()
      .describe(
        'What has become of it. An acknowledged order that is cancelled, failed, refunded or deleted is a broken promise.',
      ),
  })
  .meta({ id: 'StoredOrder', description: 'One stored order. One that is stored twice is two rows.' });
export type StoredOrder = Readonly<z.output<typeof storedOrderSchema>>;

export const auditRequestSchema = z
  .object({
    run: z.string().describe('The id of the run.'),
    ids: z.array(id).min(1).max(IDS_PER_REQUEST_MAX),
  })
  .meta({ id: 'AuditRequest', description: 'What is sent to an endpoint, as the body of a POST.' });
export type AuditRequest = Readonly<z.output<typeof auditRequestSchema>>;

export const auditAnswerSchema = z.object({ orders: z.array(storedOrderSchema) }).meta({
  id: 'AuditAnswer',
  description:
    'What it answers: a row for each stored order that was asked for, in any order, and no other rows.',
});
