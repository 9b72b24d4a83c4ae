import type { DatasetProblem } from '@modelmint/domain/dataset-problem';

/** One problem a line. A cell that a spreadsheet would take for a formula is made plain text. */
export function problemsCsv(problems: readonly DatasetProblem[]): string {
  const rows = problems.map(({ line, code, message, hint }) => [
    line === null ? '' : String(line),
    code,
    message,
    hint,
  ]);
  return `${[['line', 'code', 'problem', 'how to mend it'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
