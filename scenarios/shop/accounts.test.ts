import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, readAccounts } from './accounts.ts';

const rows = (text: string) => readAccounts(text).map((account) => ({ ...account }));

describe('an account file', () => {
  it.each([
    { given: 'two lines', text: 'user,word\na,1\nb,2\n', want: ['a 1', 'b 2'] },
    { given: 'no line break at its end', text: 'user,word\na,1', want: ['a 1'] },
    { given: 'line ends of Windows', text: 'user,word\r\na,1\r\nb,2\r\n', want: ['a 1', 'b 2'] },
    { given: 'line ends of an old Mac', text: 'user,word\ra,1\rb,2', want: ['a 1', 'b 2'] },
    { given: 'a byte order mark', text: '\uFEFFuser,word\na,1\n', want: ['a 1'] },
    { given: 'a comma in quotes', text: 'user,word\n"a,b",1\n', want: ['a,b 1'] },
    { given: 'a quote in quotes', text: 'user,word\n"say ""a""",1\n', want: ['say "a" 1'] },
    { given: 'a line break in quotes', text: 'user,word\n"a\nb",1\nc,2\n', want: ['a\nb 1', 'c 2'] },
    { given: 'an empty field', text: 'user,word\na,\n,2\n', want: ['a ', ' 2'] },
    { given: 'an empty last field at its very end', text: 'user,word\na,', want: ['a '] },
    { given: 'lines with nothing on them', text: '\nuser,word\n\na,1\n\n\n', want: ['a 1'] },
    { given: 'blanks, which belong to the field', text: 'user,word\n a ,1\n', want: [' a  1'] },
    { given: 'columns without a name', text: 'user,word,,\na,1,,\n', want: ['a 1'] },
    { given: 'a first line alone', text: 'user,word\n', want: [] },
    { given: 'nothing', text: '', want: [] },
    { given: 'a byte order mark alone', text: '\uFEFF', want: [] },
  ])('may have $given', ({ text, want }) => {
    expect(rows(text).map(({ user, word }) => `${user} ${word}`)).toEqual(want);
  });

  it.each([
    {
      given: 'a field too few',
      text: 'user,word\na,1\nb\n',
      want: 'line 3 has 1 field, and the first has 2',
    },
    {
      given: 'a field too many',
      text: 'user,word\na,1,2\n',
      want: 'line 2 has 3 fields, and the first has 2',
    },
    {
      given: 'a field too few, behind a row of two lines and an empty one',
      text: 'user,word\n"a\nb",1\n\nc\n',
      want: 'line 5 has 1 field',
    },
    { given: 'a quote that is not closed', text: 'user,word\na,"1\nb,2\n', want: 'line 2 has a quote' },
    { given: 'text behind a quote', text: 'user,word\na,1\n"b"c,2\n', want: 'line 3 has a quote' },
    {
      given: 'a column twice',
      text: '\nuser,word,user\na,b,c\n',
      want: 'line 2 has the column "user" twice',
    },
    { given: 'a quote inside a field', text: 'user,word\na,b"c\n', want: 'line 2 has a quote' },
  ])('with $given is refused by its line', ({ text, want }) => {
    expect(() => readAccounts(text)).toThrow(want);
  });

  it('is read the same with a quote somewhere as without one', () => {
    const text = fc
      .array(fc.constantFrom('a', 'ü', ' ', ',', '\n', '\r', '\r\n', ''), { maxLength: 30 })
      .map((parts) => parts.join(''));
    const read = (csvText: string) => {
      try {
        return rows(csvText);
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      fc.property(text, (its) => {
        expect(read(`u,v\n${its}`)).toEqual(read(`"u",v\n${its}`));
      }),
    );
  });

  it('may call a column as it likes, because a row has no prototype', () => {
    const names = ['constructor', '__proto__', 'toString'];
    const [row] = readAccounts(`${names.join()}\na,b,c\n`);
    expect(names.map((name) => row![name])).toEqual(['a', 'b', 'c']);
    expect(readAccounts('user\na\n')[0]!.valueOf).toBeUndefined();
  });

  it('gives back what was written to it, whatever it was', () => {
    const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
    const plain = (field: string): string =>
      /[",\r\n\uFEFF]/.test(field) || field === '' ? quoted(field) : field;
    const field = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', '\uFEFF') });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(field, field), { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (accounts, end, ends) => {
          const lines = [['user', 'word'], ...accounts].map((fields) => fields.map(plain).join(','));
          const text = lines.join(end) + (ends ? end : '');
          expect(rows(text)).toEqual(accounts.map(([user, word]) => ({ user, word })));
        },
      ),
    );
  });

  it('is named beside the shop, with who takes an account', () => {
    expect(csv('accounts.csv', { per: 'session' })).toEqual({ file: 'accounts.csv', per: 'session' });
  });
});
