/** An answer of k6 as a step's reader sees it. */
import type { Response } from 'k6/http';
import type { Answer } from '../shop/answer.ts';
import { headerName } from '../shop/header-name.ts';

/** A class, because in k6's interpreter making four functions for each answer costs more than reading one. */
class K6Answer implements Answer {
  readonly status: number;
  private readonly response: Response;

  constructor(response: Response) {
    this.status = response.status;
    this.response = response;
  }

  get body(): string {
    const { body } = this.response;
    return typeof body === 'string' ? body : '';
  }

  // Functions without `this`: a reader may take them out of the answer.
  get json(): Answer['json'] {
    const { response } = this;
    return (path) => (path === undefined ? response.json() : jsonAt(response, path));
  }

  get header(): Answer['header'] {
    const { headers } = this.response;
    return (name) => headers[name] ?? headers[headerName(name)] ?? '';
  }

  get cookie(): Answer['cookie'] {
    const { cookies } = this.response;
    return (name) => cookies[name]?.[0]?.value ?? '';
  }
}

export const answerOf = (response: Response): Answer => new K6Answer(response);

/** A path that every JSON has: k6 gives nothing for it only where the body is none. */
const ANY_JSON = '!true';

/** k6 says nothing of a body that is not JSON when it is asked for a path. */
function jsonAt(response: Response, path: string): unknown {
  const value = response.json(path);
  if (value === undefined && response.json(ANY_JSON) === undefined) throw new Error(whatElse(response));
  // A double would round it, and two orders would have one number.
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return response.json(`${path}|@tostr`);
  return value;
}

/** Without a word of the body, because it may hold anything. */
function whatElse({ body, headers, status }: Response): string {
  if (String(body).trim() === '') return `it is empty (HTTP ${status})`;
  const [type = ''] = (headers['Content-Type'] ?? '').split(';');
  return `it is not JSON (${type === '' ? '' : `${type}, `}HTTP ${status})`;
}
