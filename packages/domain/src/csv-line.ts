/**
 * A cell that begins like a formula would be run by a spreadsheet, also after blanks or with the wide signs of East Asian
 * keyboards; an apostrophe makes it text.
 */
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/;

/** One line of CSV (RFC 4180) that no spreadsheet takes for a formula. Numbers come as bigint or number and stay so. */
export function csvLine(cells: readonly (string | number | bigint | null)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(value: string | number | bigint | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
