import { expect, it } from 'vitest';
import { headerName } from './header-name.ts';

it.each([
  ['authorization', 'Authorization'],
  ['X-CSRFToken', 'X-Csrftoken'],
  ['content-TYPE', 'Content-Type'],
  ['etag', 'Etag'],
  ['x--y', 'X--Y'],
  ['', ''],
])('a header called %j is %j, also the second time', (name, want) => {
  expect([headerName(name), headerName(name)]).toEqual([want, want]);
});
