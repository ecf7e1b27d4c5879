import { describe, expect, it } from 'vitest';
import { looksWrong } from './looks-wrong.ts';

const looked = (body: string, type = '') => looksWrong({ body, header: () => type });

describe('an answer of 200', () => {
  it.each([
    { body: '{"data":null,"errors":[{"message":"no"}]}', want: 'the body has errors' },
    { body: '{"errors":{"email":["is taken"]}}', want: 'the body has errors' },
    {
      body: '{"data":{"login":{"errorCode":"INVALID_CREDENTIALS_ERROR"}}}',
      want: 'the body has an errorCode',
    },
    { body: '{\n  "data": {\n    "errorCode": "NO"\n  }\n}', want: 'the body has an errorCode' },
    { body: '{"errorCode":17}', want: 'the body has an errorCode' },
    { body: '{"error":{"message":"no"}}', want: 'the body has an error' },
    { body: '{"status":"Error"}', want: 'the body says status: error' },
    { body: '{"success":false}', want: 'the body says success: false' },
    { body: '{"ok":false}', want: 'the body says ok: false' },
    { body: '<html><title>502 Bad Gateway</title>', want: 'the body is an error page' },
    { body: '<h1>Sorry, something went wrong</h1>', want: 'the body is an error page' },
  ])('looks wrong if its body is $body', ({ body, want }) => {
    expect(looked(body)).toBe(want);
  });

  it('looks wrong if it is not the JSON that its content type says', () => {
    expect(looked('{"err', 'application/json')).toBe('the body is not JSON');
    expect(looked('<p>hello</p>', 'application/json')).toBe('the body is not JSON');
    expect(looked('<p>hello</p>', 'text/html')).toBeNull();
  });

  it.each([
    '',
    'ok',
    '[]',
    '{"data":{"name":"thing"}}',
    '{"errors":[],"error":null,"errorCode":null,"success":true}',
    '{"errors":{},"error":"","errorCode":"","status":"shipped","ok":true}',
    '{"errorCode":0,"error":0}',
    '<title>Terror and other novels</title>',
  ])('looks right if its body is %j', (body) => {
    expect(looked(body)).toBeNull();
  });
});
