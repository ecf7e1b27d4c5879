/** A value of which the plan only names the variable. */
import { z } from 'zod';
import { message, strict } from '../mistakes/fields.ts';

export const fromEnvironment = strict({
  env: z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_]*$/,
      message(
        'is not the name of a variable',
        'name the variable that holds the secret, such as "PROM_TOKEN"; never write the secret itself',
      ),
    ),
});
