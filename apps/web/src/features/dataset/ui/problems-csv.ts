import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import type { Translate } from '../../../i18n/translate.ts';

/** One problem a line. A cell that a spreadsheet would take for a formula is made plain text. */
export function problemsCsv(
  problems: readonly DatasetProblem[],
  { t, translate }: { t: Translate<'dataset'>; translate: (text: string) => string },
): string {
  const rows = problems.map(({ line, code, message, hint }) => [
    line === null ? '' : String(line),
    code,
    translate(message),
    translate(hint),
  ]);
  const head = [t('csv.line'), t('csv.code'), t('csv.problem'), t('csv.hint')];
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
