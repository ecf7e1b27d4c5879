/** What became of a gray release: the decision and what it rests on, as verdict.json has it. */
import { z } from 'zod';

const difference = z
  .object({
    difference: z.number().describe('Canary minus stable.'),
    lower: z.number().nullable().describe('One-sided 95 % bound; `null`: too little to say.'),
    upper: z.number().nullable().describe('The upper bound, like `lower`.'),
    floor: z
      .number()
      .nullable()
      .describe('The difference that had to be seen to be told from none; `null`: too little to say.'),
  })
  .readonly()
  .meta({ id: 'Difference', description: 'How much worse the canary was than the stable version.' });

export const grayDecisionSchema = z
  .object({
    decision: z.enum(['promote', 'hold', 'roll-back']),
    version: z.string().describe('The version of the canary.'),
    canaryAnswers: z.number().gte(0).describe('Answers of the canary that were compared.'),
    stableAnswers: z.number().gte(0).describe('Answers of the stable version in the same seconds.'),
    unknownAnswers: z
      .number()
      .gte(0)
      .describe('Requests without an answer that could say which version it was from.'),
    pairedSeconds: z.number().gte(0).describe('Seconds in which both versions answered.'),
    blocks: z.number().gte(0).describe('Into how many blocks these were cut.'),
    failedShare: difference.nullable().describe('Of failed answers; `null`: too few seconds.'),
    serviceMs: difference.nullable().describe('Of mean service times; `null`: too few seconds.'),
  })
  .readonly()
  .meta({ id: 'GrayDecision', description: 'What to do with a gray release, and what says so.' });
export type GrayDecision = z.output<typeof grayDecisionSchema>;
