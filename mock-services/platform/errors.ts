/** One shape for everything that goes wrong: `{error: {code, message, hint}}`. A 5xx does not say what broke. */
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance } from 'fastify';
import { InjectedFault } from './faults.ts';
import { answer, errorBody, notFound, type Outcome } from './outcome.ts';

const DOCUMENTATION_HINT = 'See /documentation for what this route takes.';
/** A list of 10,000 ids can have 10,000 mistakes. No more than this many are shown. */
const MISTAKES_MAX = 20;

export function handleErrors(app: FastifyInstance, reportError: (error: Error) => void): void {
  app.setErrorHandler((error: FastifyError, _request, reply) => answer(reply, outcomeOf(error, reportError)));
  app.setNotFoundHandler((request, reply) =>
    answer(
      reply,
      notFound('unknown_route', `No route ${request.method} ${request.url}.`, 'See /documentation.'),
    ),
  );
}

/** A 400 that lists every mistake. */
export function invalid(mistakes: readonly string[]): Outcome {
  const more = mistakes.length > MISTAKES_MAX ? [`and ${mistakes.length - MISTAKES_MAX} more`] : [];
  const message = [...mistakes.slice(0, MISTAKES_MAX), ...more].join('; ');
  return { status: 400, body: errorBody('invalid_request', `${message}.`, DOCUMENTATION_HINT) };
}

/** The answer to an error. What caused a 5xx goes only to `reportError`. */
export function outcomeOf(error: FastifyError, reportError: (error: Error) => void): Outcome {
  if (error instanceof InjectedFault) return somethingWrong(error.statusCode);
  if (error.validation !== undefined) {
    const part = error.validationContext ?? 'request';
    return invalid(
      error.validation.map(
        ({ instancePath, message, params }) => `${part}${instancePath} ${message}${named(params)}`,
      ),
    );
  }
  const status = error.statusCode ?? 500;
  if (status < 500)
    return { status, body: errorBody(codeOf(error, status), error.message, DOCUMENTATION_HINT) };
  reportError(error);
  return somethingWrong(500);
}

function somethingWrong(status: number): Outcome {
  const hint = 'Try again with the same Idempotency-Key.';
  return { status, body: errorBody('internal_error', 'Something went wrong in the shop.', hint) };
}

/** ajv says that a property or a value is not allowed, but not which one. */
function named(params: Record<string, unknown>): string {
  if ('additionalProperty' in params) return `: "${params.additionalProperty}"`;
  if (Array.isArray(params.allowedValues)) return `: ${params.allowedValues.join(', ')}`;
  return '';
}

/** FST_ERR_CTP_BODY_TOO_LARGE → ctp_body_too_large. Errors of file serving have no code: 416 → range_not_satisfiable. */
const codeOf = ({ code }: Partial<FastifyError>, status: number): string =>
  (code ?? STATUS_CODES[status] ?? 'invalid_request')
    .replace(/^FST_ERR_/, '')
    .replaceAll(/\W/g, '_')
    .toLowerCase();
