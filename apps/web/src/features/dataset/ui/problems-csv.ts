import { csvLine } from '@modelmint/domain/csv-line';
import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import type { Translate } from '../../../i18n/translate.ts';

/** One problem a line. */
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
  return [head, ...rows].map(csvLine).join('');
}
