import { describe, expect, it } from 'vitest';
import { columns } from './columns.ts';

describe('columns', () => {
  it.each([
    { name: 'puts text on the left and figures on the right', given: ['burst', '12'], want: 'burst      12' },
    {
      name: 'keeps a blank after a text that fills its column',
      given: ['123456', '123456'],
      want: '123456 123456',
    },
    { name: 'ends what is too long in an ellipsis', given: ['1234567', '1234567'], want: '12345… 12345…' },
    { name: 'gives a Chinese character two columns', given: ['红包雨', '12 元'], want: '红包雨  12 元' },
    { name: 'cuts it by its width', given: ['红包雨点', '1'], want: '红包…       1' },
    { name: 'ends with its last text', given: ['burst', ''], want: 'burst' },
  ])('$name', ({ given, want }) => {
    expect(columns(given, [-7, 6])).toBe(want);
  });
});
