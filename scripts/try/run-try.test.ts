import { expect, it } from 'vitest';
import type { TryEvent } from '../../scenarios/crowd/try-events.ts';
import { untilCutOff } from './run-try.ts';

const request = (step: string, status: number) =>
  ({ kind: 'request', step, exchange: { status } }) as unknown as TryEvent;
const WALKED = { kind: 'walked', behaviour: 'visitor', unvisited: [], stopped: 'no answer' } as const;

function told(isInterrupted: boolean, ...events: readonly TryEvent[]): readonly TryEvent[] {
  const heard: TryEvent[] = [];
  const tell = untilCutOff(
    (event) => heard.push(event),
    () => isInterrupted,
  );
  for (const event of events) tell(event);
  return heard;
}

it('what an interrupt cut off is not told, nor what follows from it', () => {
  const before = request('home', 200);
  expect(told(true, before, request('hang', 0), WALKED)).toEqual([before]);
});

it('a target that gives no answer is told while nobody interrupts', () => {
  const all = [request('home', 200), request('hang', 0), WALKED];
  expect(told(false, ...all)).toEqual(all);
});
