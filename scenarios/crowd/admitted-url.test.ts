import { expect, it } from 'vitest';
import { admittedUrls, notAdmitted } from './admitted-url.ts';

const isAdmitted = admittedUrls(['https://staging.example', 'http://127.0.0.1:8611']);

it.each([
  'https://staging.example/a?b',
  'HTTPS://Staging.Example',
  'https://staging.example:443/a',
  'http://127.0.0.1:8611?a',
])('%s is a host of the run', (url) => expect(isAdmitted(url)).toBe(true));

it.each([
  'https://shop.example/a',
  'http://staging.example/a',
  'https://staging.example:8443/a',
  'https://staging.example@shop.example/a',
  String.raw`https://staging.example\@shop.example/a`,
  'https://staging.example.shop.example/',
  'http:staging.example',
  'https://',
])('%s is not', (url) => expect(isAdmitted(url)).toBe(false));

it('the sentence names the host, and what to do', () => {
  expect(notAdmitted('https://shop.example/a?token=1')).toBe(
    "https://shop.example is not a host of this run: name it in the shop's hosts, and with --target",
  );
});
