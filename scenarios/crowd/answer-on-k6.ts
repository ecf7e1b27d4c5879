/** An answer of k6 as a step's reader sees it. */
import type { Response } from 'k6/http';
import type { Answer } from '../shop/answer.ts';

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

  // Properties of the class, and bound to it: a reader may take them out of the answer.
  get json(): Answer['json'] {
    return (path) => this.response.json(path);
  }

  get header(): Answer['header'] {
    return (name) => this.response.headers[name] ?? this.response.headers[asGoSpells(name)] ?? '';
  }

  get cookie(): Answer['cookie'] {
    return (name) => this.response.cookies[name]?.[0]?.value ?? '';
  }
}

export const answerOf = (response: Response): Answer => new K6Answer(response);

const spelled = new Map<string, string>();

/** Go's canonical form: the first letter of each part is a capital. */
function asGoSpells(name: string): string {
  const known = spelled.get(name);
  if (known !== undefined) return known;
  const canonical = name
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join('-');
  spelled.set(name, canonical);
  return canonical;
}
