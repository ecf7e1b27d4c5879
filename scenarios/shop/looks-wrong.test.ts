import { describe, expect, it } from 'vitest';
import { answerOf } from '../testing/answer.ts';
import { looksWrong } from './looks-wrong.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('an answer of 200', () => {
  it.each([
    { body: { data: null, errors: [{ message: 'no' }] }, want: 'the body has errors' },
    { body: { data: { add: { errorCode: 'NO_STOCK' } } }, want: 'the body has an errorCode' },
    { body: '{ "data": { "add": { "errorCode": "NO_STOCK" } } }', want: 'the body has an errorCode' },
    { body: { error: 'sold out' }, want: 'the body has an error' },
    { body: { error: { code: 7 } }, want: 'the body has an error' },
    { body: { success: false }, want: 'the body says success: false' },
    { body: { errors: { coupon: ['is invalid'] } }, want: 'the body has errors' },
    { body: { errors: 'no' }, want: 'the body has errors' },
    { body: { success: 'false' }, want: 'the body says success: false' },
    { body: { ok: false, reason: 'no' }, want: 'the body says ok: false' },
    { body: { status: 'error', message: 'no' }, want: 'the body says error' },
    { body: { result: 'FAIL' }, want: 'the body says fail' },
    { body: { errcode: 40_001, errmsg: 'no' }, want: 'the body has an error code' },
    { body: { error_code: '17' }, want: 'the body has an error code' },
    { body: { code: 500, message: 'Internal' }, want: 'the body has the status of an error' },
    { body: { type: 'about:blank', title: 'No', status: 404 }, want: 'the body has the status of an error' },
    { body: { exception: 'java.lang.NullPointerException' }, want: 'the body has an exception' },
    { body: '{"error": oops', want: 'the body is not JSON' },
    { body: '<html><title>502 Bad Gateway</title>', want: 'the body is an error page' },
    { body: '\n  <!doctype html><TITLE>Page not found</TITLE>', want: 'the body is an error page' },
    { body: '<title>Down for maintenance</title>', want: 'the body is an error page' },
  ])('looks wrong: $want', ({ body, want }) => {
    const isPage = typeof body === 'string' && body.trimStart().startsWith('<');
    expect(looksWrong(answerOf({ body, headers: isPage ? {} : JSON_TYPE }))).toBe(want);
  });

  it.each([
    { given: 'a status for a title', body: '<title>500</title>', want: 'the body is an error page' },
    {
      given: 'a heading',
      body: '<body><h1>Internal Server Error</h1></body>',
      want: 'the body is an error page',
    },
    ...[
      '<title>We&rsquo;ll be back soon!</title>',
      '<title lang="en">Be right back</title>',
      '<title>Tea shop</title><h1 class="big">We\u2019re sorry</h1>',
      '<title>Sorry</title>',
      '<h1 id="a">Down for maintenance</h1>',
      '<h1>\n Maintenance\n</h1>',
      '<title>Tea | Sorry, the shop is closed</title>',
    ].map((body) => ({ given: body, body, want: 'the body is an error page' })),
    {
      given: 'a wall against bots',
      body: '<title>Attention Required! | A CDN</title>',
      want: 'the body is an error page',
    },
    { given: 'PHP', body: '<br />\n<b>Fatal error</b>: Uncaught', want: 'the body is an error page' },
    {
      given: 'a fault of SOAP',
      body: '<soap:Envelope><soap:Body><soap:Fault><faultcode/></soap:Fault></soap:Body></soap:Envelope>',
      want: 'the body is an error in XML',
    },
    {
      given: 'an object store',
      body: '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>',
      want: 'the body is an error in XML',
    },
  ])('looks wrong as a page: $given', ({ body, want }) => {
    expect(looksWrong(answerOf({ body, headers: { 'content-type': 'text/html' } }))).toBe(want);
  });

  it('looks wrong as a page where JSON was announced', () => {
    expect(looksWrong(answerOf({ body: '<html>', headers: JSON_TYPE }))).toBe('the body is not JSON');
  });

  it.each([
    { given: 'an empty body', body: '' },
    { given: 'an object', body: { data: { order: { code: 'A' } } } },
    { given: 'an empty list of errors', body: { errors: [], data: {} } },
    { given: 'no error code', body: { data: { errorCode: null } } },
    { given: 'success', body: { success: true } },
    { given: 'an error that is null', body: { error: null } },
    { given: 'an error that is false', body: { error: false } },
    { given: 'an error of 0, which is none', body: { error: 0 } },
    { given: 'an empty error', body: { error: '' } },
    { given: 'a list', body: [{ error: 'of an item' }] },
    { given: 'a status that is none of an error', body: { status: 'paid', code: 200, message: 'done' } },
    { given: 'a number that is nobody’s status', body: { code: 450, name: 'tea' } },
    { given: 'an error code of 0', body: { errcode: 0, errmsg: 'ok' } },
    { given: 'no errors by field', body: { errors: {} } },
    { given: 'a page', body: '<html><title>Tea, coffee and terrors</title>' },
    { given: 'a game', body: '<title>Sorry! The board game</title><h1>Sorry! The board game</h1>' },
    { given: 'a shirt', body: '<title>I will be back, in black</title><h1>Bicycle maintenance kit</h1>' },
    { given: 'a page for those who log in', body: '<title>Log in | Tea</title><h1>Log in</h1>' },
    { given: 'a page that tells of an error in its text', body: '<title>Tea</title><p>error</p>' },
    { given: 'a text', body: 'error' },
  ])('looks right: $given', ({ body }) => {
    const isPage = typeof body === 'string' && body.startsWith('<');
    expect(looksWrong(answerOf({ body, headers: isPage ? {} : JSON_TYPE }))).toBeNull();
  });

  it('that begins like JSON and is none looks right if it never said that it was', () => {
    expect(looksWrong(answerOf({ body: '{"error": template' }))).toBeNull();
  });

  it('is not parsed if it is long, because errors are short', () => {
    expect(looksWrong(answerOf({ body: { error: 'x'.repeat(65_536) } }))).toBeNull();
  });
});
