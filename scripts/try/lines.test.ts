import { describe, expect, it } from 'vitest';
import type { TriedRequest, TryEvent } from '../../scenarios/crowd/try-events.ts';
import { paintsFor } from '../text/colour.ts';
import { en } from '../words/en.ts';
import { TryLines } from './lines.ts';
import { TrySummary } from './summary.ts';

const TARGET = 'https://staging.example';
const EXCHANGE: TriedRequest['exchange'] = {
  method: 'POST',
  url: `${TARGET}/api/basket/add-product/?with=a-rather-long-query&and=more-of-it`,
  headers: { 'X-Api-Key': '‹KEY›' },
  body: '{"quantity":1}',
  status: 200,
  protocol: 'HTTP/2.0',
  answerHeaders: { 'Content-Type': 'application/json' },
  answerBody: '{"url":"/b/1"}',
  answerCharacters: 2014,
};
const request = (changes: Partial<TriedRequest> = {}): TriedRequest => ({
  kind: 'request',
  behaviour: 'buyer',
  shopper: 1,
  step: 'add',
  next: 'checkout',
  exchange: EXCHANGE,
  ms: 1234.4,
  outcome: 'ok',
  reason: '',
  taken: [],
  lacks: [],
  looksWrong: '',
  acknowledged: '',
  ...changes,
});
const linesOf = (events: readonly TryEvent[], { columns = 80, isVerbose = false, colour = false } = {}) => {
  const lines = new TryLines({
    columns,
    isVerbose,
    paints: paintsFor(colour),
    target: TARGET,
    describe: () => 'logs in and buys',
    words: en,
  });
  return events.flatMap((event) => lines.of(event));
};

describe('the lines of a try', () => {
  it('are one a request, under the name of the behaviour', () => {
    expect(linesOf([request(), request({ step: 'checkout' })])).toEqual([
      '',
      'buyer',
      '  logs in and buys',
      '  ok        add             POST /api/basket/add-product/?with=a…  200  1,234 ms',
      '  ok        checkout        POST /api/basket/add-product/?with=a…  200  1,234 ms',
    ]);
  });

  it.each([80, 100, 140])('fit into %i columns, whatever stands in them', (columns) => {
    const long = 'x'.repeat(300);
    const lines = linesOf(
      [
        request({
          step: long,
          outcome: 'failed',
          reason: `the answer could not be read: ${long}`,
          taken: [{ name: 'basket', value: long }],
          exchange: { ...EXCHANGE, answerBody: long },
          lacks: ['sessionid'],
          acknowledged: long,
        }),
        { kind: 'walked', behaviour: 'buyer', unvisited: [long, long], stopped: '' },
      ],
      { columns, isVerbose: true },
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('say why an answer failed, how its body begins, and what to do', () => {
    const failed = request({
      outcome: 'failed',
      reason: 'HTTP 404',
      next: null,
      exchange: { ...EXCHANGE, status: 404, answerBody: `<html>\n  <b>${'not here '.repeat(40)}` },
    });
    const [row, reason, ...others] = linesOf([failed]).slice(3);
    expect(row).toMatch(/^ {2}failed +add /);
    expect(reason).toBe('            HTTP 404');
    const body = others.filter((line) => line.startsWith('            │ '));
    expect(body.map((line) => line.slice(14)).join(' ')).toBe(
      `${`<html> <b>${'not here '.repeat(40)}`.slice(0, 200)}…`,
    );
    const hint = others.slice(body.length);
    expect(hint.join(' ')).toContain('hint: is the path right');
    expect(hint.at(-1)).toBe('            → leaves');
  });

  it('name what was taken and acknowledged, and where a refusal leads', () => {
    const lines = linesOf([
      request({
        outcome: 'refused',
        reason: 'SOLD_OUT',
        taken: [{ name: 'basket', value: '/b/1' }],
        acknowledged: 'order 1 2.50',
      }),
    ]);
    expect(lines.slice(4).map((line) => line.trim())).toEqual([
      'basket = /b/1',
      'acknowledged: order 1 2.50',
      'SOLD_OUT',
      '→ checkout',
    ]);
  });

  it('have headers and bodies if they are asked for, and say how much was cut', () => {
    const lines = linesOf([request()], { isVerbose: true }).map((line) => line.trim());
    expect(lines).toContain('> X-Api-Key: ‹KEY›');
    expect(lines).toContain('> {"quantity":1}');
    expect(lines).toContain('< HTTP/2.0 200');
    expect(lines).toContain('< {"url":"/b/1"}');
    expect(lines).toContain('< … and 14 characters more');
  });

  it.each(['\r\n', '\\u000d\n'])('show an answer with %j on one line, and mark that it is cut', (end) => {
    const shownOf = (answerBody: string) => {
      const exchange = { ...EXCHANGE, answerBody, answerCharacters: answerBody.length };
      const lines = linesOf([request({ outcome: 'failed', reason: 'HTTP 500', exchange })]);
      return lines.filter((line) => line.includes('│')).map((line) => line.trim().slice(2));
    };
    expect(shownOf(`Error${end}${end}The server${end}`)).toEqual(['Error The server']);
    expect(shownOf(`x${end}`.repeat(150)).join('')).toMatch(/x…$/);
  });

  it('have a body line by line, whatever its lines end with', () => {
    const exchange = { ...EXCHANGE, answerBody: 'a\\u000d\nb' };
    const lines = linesOf([request({ exchange })], { isVerbose: true }).map((line) => line.trim());
    expect(lines).toContain('< a');
    expect(lines).toContain('< b');
  });

  it('show a whole URL where it is not the target', () => {
    const url = 'https://search.example/?q=tea';
    expect(linesOf([request({ exchange: { ...EXCHANGE, url } })]).join('\n')).toContain(url);
  });

  it('have colour only where it is wanted', () => {
    const events = [request({ looksWrong: 'the body has errors' })];
    expect(linesOf(events).join('')).not.toContain('\u001b');
    expect(linesOf(events, { colour: true }).join('')).toContain('\u001b');
  });

  it('say what was not reached', () => {
    const lines = linesOf([
      { kind: 'walked', behaviour: 'buyer', unvisited: ['pay'], stopped: 'the 60 s of a try are over' },
    ]);
    expect(lines).toEqual(['  not reached: pay (the 60 s of a try are over)']);
  });
});

describe('the summary of a try', () => {
  const step = (name: string) => ({ name }) as never;
  const shop = {
    name: 'small',
    steps: ['add', 'checkout', 'pay', 'live', 'spare'].map(step),
    behaviours: {
      buyer: {
        ...{ name: 'buyer', description: '', entry: { add: 1 } },
        steps: Object.fromEntries(
          ['add', 'checkout', 'pay', 'live'].map((name) => [name, { thinkSeconds: 0, ok: {} }]),
        ),
      },
    },
  };
  const summaryOf = (events: readonly TryEvent[], note: string | null = null) => {
    const summary = new TrySummary(shop);
    for (const event of events) summary.take(event);
    const look = {
      columns: 80,
      paints: paintsFor(false),
      ms: 1234,
      isInterrupted: false,
      isKept: true,
      note,
      words: en,
    };
    return { code: summary.exitCode, text: summary.lines(look).join('\n') };
  };
  const walked: TryEvent = { kind: 'walked', behaviour: 'buyer', unvisited: ['pay'], stopped: '' };

  it('counts the steps, and names those where nobody came', () => {
    expect(
      summaryOf([request(), request({ step: 'checkout', acknowledged: 'order 1 2.50' }), walked]),
    ).toEqual({
      code: 0,
      text: [
        '',
        'WALKED  small · 1 behaviour · 2 requests in 1.2 s',
        '  2 of 4 steps walked',
        '  not reached: pay',
        '  no behaviour visits: spare',
        '  left on the target: order 1 2.50',
      ].join('\n'),
    });
  });

  it('fails when one answer failed, and names the cause once for all behaviours', () => {
    const failed = { outcome: 'failed', reason: 'HTTP 404' } as const;
    const { code, text } = summaryOf([request(failed), request({ ...failed, behaviour: 'other' }), walked]);
    expect(code).toBe(99);
    expect(text).toContain('NOT WALKED');
    expect(text).toContain('0 of 4 steps walked');
    expect(text).toContain('buyer, other cannot be walked: add: HTTP 404');
  });

  it('fails when the time was up', () => {
    const { code, text } = summaryOf([request(), { ...walked, stopped: 'the 60 s of a try are over' }]);
    expect(code).toBe(99);
    expect(text).toContain('buyer was stopped: the 60 s of a try are over');
  });

  it.each(['refused', 'degraded', 'stopped'] as const)(
    'does not fail for an answer that is %s',
    (outcome) => {
      expect(summaryOf([request({ outcome }), walked]).code).toBe(0);
    },
  );

  it('says what a rehearsal needs beyond the try, and does not fail for it', () => {
    const { code, text } = summaryOf([request(), walked], 'the plan needs 200 accounts');
    expect(code).toBe(0);
    expect(text).toMatch(/\n {2}the plan needs 200 accounts$/);
  });

  it('warns of answers that only their status calls ok', () => {
    const { code, text } = summaryOf([request({ looksWrong: 'the body has errors' }), walked]);
    expect(code).toBe(0);
    expect(text).toContain('ok by their status, but they look wrong: add');
  });
});
