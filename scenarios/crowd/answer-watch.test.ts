import { expect, it } from 'vitest';
import { COUNTER, GAUGE } from '../metrics.ts';
import { AnswerWatch } from './answer-watch.ts';

const CLAUSE = { failedShare: 0.5, overSeconds: 10 };

function watching() {
  const written: string[] = [];
  const meter = {
    add: (name: string, value: number) => void written.push(`${name} ${value}`),
    set: (name: string, value: number) => void written.push(`${name} ${value}`),
  };
  const watch = AnswerWatch.of({ abort: [CLAUSE] }, meter)!;
  const answered = (outcome: string, value: number, more: object = {}): void =>
    watch.add(COUNTER.responses, value, {
      step: 'home.view',
      region: 'east',
      outcome,
      within: 'true',
      ...more,
    });
  return { watch, written, answered };
}

it('there is none where no clause looks at answers', () => {
  const meter = { add: () => undefined, set: () => undefined };
  expect(AnswerWatch.of({}, meter)).toBe(null);
  expect(AnswerWatch.of({ abort: [] }, meter)).toBe(null);
  const promql = { promql: { query: 'up', bound: { min: 1 } }, everySeconds: 1 };
  expect(AnswerWatch.of({ abort: [promql] }, meter)).toBe(null);
});

it('adds up answers and failures by step, once', () => {
  const { watch, answered } = watching();
  expect(watch.take()).toBe(null);
  answered('ok', 5);
  answered('refused', 2, { region: 'south' });
  answered('failed', 3);
  answered('failed', 1, { step: 'order.create', within: 'false' });
  expect(watch.take()).toEqual({ 'home.view': [10, 3], 'order.create': [1, 1] });
  expect(watch.take()).toBe(null);
});

it('leaves out what failed inside the generator, and what is no answer', () => {
  const { watch, answered } = watching();
  answered('failed', 4, { within: 'own' });
  answered('ok', 0);
  watch.add(COUNTER.intended, 7, { step: 'home.view', region: 'east' });
  expect(watch.take()).toBe(null);
  answered('ok', 1, { within: 'own' });
  expect(watch.take()).toEqual({ 'home.view': [1, 0] });
});

it('hands everything on to the meter', () => {
  const { watch, written, answered } = watching();
  answered('failed', 3, { within: 'own' });
  watch.add(COUNTER.intended, 7, { step: 'home.view' });
  watch.set(GAUGE.inFlight, 2, { vu: '0' });
  expect(written).toEqual(['carnival_responses 3', 'carnival_intended 7', 'carnival_in_flight 2']);
});
