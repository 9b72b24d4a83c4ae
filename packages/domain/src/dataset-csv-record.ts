/** How the fields of a CSV file are set apart. One character each. */
export interface CsvDialect {
  delimiter: string;
  quote: string;
}

/**
 * The fields of one record, or null when text follows a closing quote. A quote counts only where a field begins
 * (`5" disk` is plain text); blanks before it are dropped. An unclosed quote takes the rest of the record.
 */
export function splitCsvRecord(record: string, { delimiter, quote }: CsvDialect): string[] | null {
  if (!record.includes(quote)) return record.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let start = at;
    while (record[start] === ' ') start++;
    if (record[start] !== quote) {
      const end = record.indexOf(delimiter, at);
      if (end < 0) return [...fields, record.slice(at)];
      fields.push(record.slice(at, end));
      at = end + 1;
      continue;
    }
    const end = closingQuote(record, start + 1, quote);
    fields.push(record.slice(start + 1, end).replaceAll(quote + quote, quote));
    at = end + 1;
    while (record[at] === ' ') at++;
    if (at >= record.length) return fields;
    if (record[at] !== delimiter) return null;
    at++;
  }
}

function closingQuote(record: string, from: number, quote: string): number {
  let at = record.indexOf(quote, from);
  while (at >= 0 && record[at + 1] === quote) at = record.indexOf(quote, at + 2);
  return at < 0 ? record.length : at;
}

/**
 * True when a line ends inside a quoted field, so that the record goes on in the next line.
 * `inside` tells how the line before ended: each line is looked at once, however long the record grows.
 */
export function endsInsideQuotes(line: string, inside: boolean, { delimiter, quote }: CsvDialect): boolean {
  let at = 0;
  let isQuoted = inside;
  for (;;) {
    if (!isQuoted) {
      while (line[at] === ' ') at++;
      isQuoted = line[at] === quote;
      if (isQuoted) at++;
    }
    if (isQuoted) {
      const end = closingQuote(line, at, quote);
      if (end >= line.length) return true;
      at = end + 1;
      isQuoted = false;
    }
    const next = line.indexOf(delimiter, at);
    if (next < 0) return false;
    at = next + 1;
  }
}
