/** A cell that begins like a formula would be run by a spreadsheet; an apostrophe makes it text. */
const formula = /^[=+\-@\t\r]/;

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
