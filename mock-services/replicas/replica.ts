/** A replica: holds each request for as long as it is told, while the region's process, which has all state, answers it. */
import type { RequestListener } from 'node:http';
import type { Dispatcher } from 'undici';
import { errorBody } from '../platform/outcome.ts';
import {
  type Answer,
  ask,
  HOLD_HEADER,
  headerOf,
  ownAnswer,
  readQuestion,
  send,
  without,
} from './messages.ts';

/** @param region where the region's process is asked */
export const replicaListener =
  (region: Pick<Dispatcher, 'dispatch'>): RequestListener =>
  (request, response) => {
    const holdMs = Number(headerOf(request.rawHeaders, HOLD_HEADER) ?? 0);
    let answer: Answer | null = null;
    let isHeld = holdMs > 0;
    const sendOnce = (): void => {
      if (answer !== null && !isHeld) send(response, answer);
    };
    if (isHeld)
      setTimeout(() => {
        isHeld = false;
        sendOnce();
      }, Math.round(holdMs));
    readQuestion(request, (question) => {
      if (question === null) return send(response, TOO_LONG);
      ask(region, { ...question, headers: without(question.headers, HOLD_HEADER) }, (told) => {
        if (told instanceof Error) isHeld = false;
        answer = told instanceof Error ? UNANSWERED : told;
        sendOnce();
      });
    });
  };

export const TOO_LONG = ownAnswer(413, errorBody('body_too_large', 'The body is too long.', 'Send less.'), {
  connection: 'close',
});
const UNANSWERED = ownAnswer(
  502,
  errorBody(
    'region_down',
    'The region’s process did not answer.',
    'Try again with the same Idempotency-Key.',
  ),
);
