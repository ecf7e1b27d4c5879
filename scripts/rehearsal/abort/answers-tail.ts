/** Follows k6's console file while it grows, and picks out what the crowd's VUs say about their answers. */
import { z } from 'zod';
import { ConsoleTail } from '../console/console-tail.ts';
import type { Seen } from './failed-share.ts';

const answersLine = z.object({
  atMs: z.number(),
  answers: z.record(z.string(), z.tuple([z.number(), z.number()])),
});

export class AnswersTail extends ConsoleTail<Seen> {
  constructor(path: string) {
    super(path, 'answers', answersLine);
  }
}
