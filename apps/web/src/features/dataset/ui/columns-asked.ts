import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import type { Translate } from '../../../i18n/translate.ts';

/** Which columns a version was asked to read as what; null where its task has none. */
export function columnsAsked(spec: DatasetSpec, t: Translate<'dataset'>): string | null {
  if (spec.task === 'image-classification' || spec.task === 'text-generation') return null;
  const { textColumn, labelColumn, userColumn, itemColumn, ratingColumn, timeColumn } = spec;
  const target = spec.columns?.find(({ role }) => role === 'target')?.name;
  const named = [
    ['text', textColumn],
    ['label', labelColumn],
    ['target', target],
  ] as const;
  const pairs = [
    ['user', userColumn],
    ['item', itemColumn],
    ['rating', ratingColumn],
    ['time', timeColumn],
  ] as const;
  const said = [...named, ...pairs].flatMap(([what, column]) =>
    column === undefined ? [] : [t(`asked.${what}`, { column: column ?? t('report.none') })],
  );
  if (spec.targetKind !== undefined) said.push(t(`asked.holds.${spec.targetKind}`));
  const roles = spec.columns?.filter(({ role }) => role !== 'target').length ?? 0;
  if (roles > 0) said.push(t('asked.roles', { count: roles }));
  return said.length === 0 ? t('asked.detected') : said.join(t('list.comma'));
}
