import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectCsvDialect, holdsTable } from './dataset-csv-dialect.ts';
import { type CsvDialect, endsInsideQuotes, splitCsvRecord } from './dataset-csv-record.ts';

const comma: CsvDialect = { delimiter: ',', quote: '"' };

test.each<[string, string[] | null]>([
  ['a,b', ['a', 'b']],
  ['a,', ['a', '']],
  [',', ['', '']],
  ['"a,b",c', ['a,b', 'c']],
  ['"say ""hi""",c', ['say "hi"', 'c']],
  ['"",""', ['', '']],
  ['"""",x', ['"', 'x']],
  ['"a\nb",c', ['a\nb', 'c']],
  ['5" disk,bug', ['5" disk', 'bug']],
  ['a, "b, c" ,d', ['a', 'b, c', 'd']],
  ['"a"b,c', null],
  ['"open,b', ['open,b']],
])('%j → %j', (record, fields) => {
  expect(splitCsvRecord(record, comma)).toEqual(fields);
});

const dialects = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|'), quote: fc.constantFrom('"', "'") });
// Characters that make CSV hard are far more frequent than chance would have them.
const field = fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", ',', ';', '\t', '|', '\n', 'é', '😀') });

function write(fields: string[], { delimiter, quote }: CsvDialect): string {
  return fields.map((value) => quote + value.replaceAll(quote, quote + quote) + quote).join(delimiter);
}

test('what is written comes back, over as many lines as it takes', () => {
  fc.assert(
    fc.property(dialects, fc.array(field, { minLength: 1, maxLength: 5 }), (dialect, fields) => {
      const record = write(fields, dialect);
      expect(splitCsvRecord(record, dialect)).toEqual(fields);
      const lines = record.split('\n');
      let inside = false;
      const ends = lines.map((line) => {
        inside = endsInsideQuotes(line, inside, dialect);
        return inside;
      });
      expect(ends).toEqual(lines.map((_, index) => index < lines.length - 1));
    }),
    { seed: 20261124, numRuns: 500 },
  );
});

test.each<[string, CsvDialect]>([
  ['text,label\nhello,a\n', comma],
  ['text;label\nhello, world;a\nbye, all;b\n', { delimiter: ';', quote: '"' }],
  ['text\tlabel\na,b,c\tx\n', { delimiter: '\t', quote: '"' }],
  ['text|label\nhello|a', { delimiter: '|', quote: '"' }],
  ['text,label\n"a; b; c","x"\n"d; e; f","y"', comma],
  ["'text','label'\n'it, then','a'\n'so, what','b'", { delimiter: ',', quote: "'" }],
  ["text,label\n'tis the season,a\nrock 'n' roll,b\n", comma],
  ['text,label\r\n"two\r\nlines, one record",a\r\n', comma],
  ['one column\nonly', comma],
  ['', comma],
])('the dialect of %j', (head, dialect) => {
  expect(detectCsvDialect(head)).toEqual(dialect);
});

test.each([
  ['prompt,completion\na,b', true],
  ['text\nOnce, upon a time\nThe end', true],
  ['sep=;\nWhat is there to say of it;yes', true],
  ['age;city\n1;Rome\n2;"Oslo\n(north)"\n3', true],
  [
    'What I think of this film is this,good\nI saw it again and again and again,bad\nWell it was fine I suppose,good',
    true,
  ],
  ['Once upon a time\nthere was a king, a queen,\nand a fool', false],
  ['Once upon a time in a far land, a king\nhad a fool', false],
  ['Call me Ishmael', false],
])('%j is a table: %s', (head, isTable) => {
  expect(holdsTable(head)).toBe(isTable);
});
