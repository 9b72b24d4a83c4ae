import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test.each([
  [['a', 1, 2n, null], 'a,1,2,\r\n'],
  [['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@x', '\tx', '\rx'], `"'=1+1","'+1","'-1","'@x","'\tx","'\rx"\r\n`],
  [[' =1', '\n=1', '＝1', 'a=1'], `"' =1","'\n=1","'＝1",a=1\r\n`],
  [[-1, 5n], '-1,5\r\n'],
])('case %#', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
