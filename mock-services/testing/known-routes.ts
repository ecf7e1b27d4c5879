/** Every route of a server, read from fastify's own list: also those that its OpenAPI document leaves out. */
import type { FastifyInstance } from 'fastify';

export interface KnownRoute {
  readonly method: string;
  /** As fastify writes it: `/orders/:order/payments`, `/documentation/*`. */
  readonly path: string;
}

/** Four characters of the tree's drawing a level: `│   └── static/index.html (GET)`. */
const INDENT = 4;
const LINE = /^([│ ]*)[├└]── (\S+) \(([A-Z, ]+)\)$/;

export function knownRoutes(app: FastifyInstance): readonly KnownRoute[] {
  const parents: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = LINE.exec(line) ?? [];
      if (part === '') throw new Error(`fastify draws its routes in another way: ${line}`);
      const depth = indent.length / INDENT;
      parents.length = depth;
      parents.push(part);
      return methods.split(', ').map((method) => ({ method, path: parents.join('') }));
    });
}
