import { distinctShownMax } from '@modelmint/domain/dataset-limits';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { formatFigure } from '../../fine-tuning/ui/format-figure.ts';

export type TableReport = NonNullable<DatasetReport['table']>;
export type ReportedColumn = TableReport['columns'][number];

/** The target first, then what is learned from, then what is left out; each in the order of the file. */
export function columnsByUse({ columns }: Pick<TableReport, 'columns'>): ReportedColumn[] {
  const place = { target: 0, numeric: 1, categorical: 1, ignored: 2 };
  return columns.toSorted((a, b) => place[a.role] - place[b.role]);
}

/**
 * `17 – 90, mean 38.5` of numbers, of the rest the most frequent values with their shares, of what hardly repeats some
 * values. Empty where nothing is known.
 */
export function valuesOf(
  { min, max, mean, top = [], ignoredBecause }: ReportedColumn,
  rows: number,
  t: Translate<'dataset'>,
): string {
  if (min !== undefined && max !== undefined) return rangeWithMean(t, { min, max, mean });
  const shareOf = (having: number) =>
    ignoredBecause === 'different' ? '' : ` (${formatShare(having / Math.max(1, rows))})`;
  return top
    .slice(0, topShown)
    .map(({ value, rows: having }) => `${shortened(value, t)}${shareOf(having)}`)
    .join(t('list.comma'));
}

const topShown = 3;
const valueCharactersMax = 32;

export function rangeOf(min: number, max: number): string {
  return min === max ? formatFigure(min) : `${formatFigure(min)} – ${formatFigure(max)}`;
}

function rangeWithMean(
  t: Translate<'dataset'>,
  { min, max, mean }: { min: number; max: number; mean: number | undefined },
): string {
  const range = rangeOf(min, max);
  return mean === undefined || min === max ? range : t('column.withMean', { range, mean: formatFigure(mean) });
}

function shortened(value: string, t: Translate<'dataset'>): string {
  if (value.trim() === '') return t('column.blank');
  const characters = [...value];
  return characters.length <= valueCharactersMax ? value : `${characters.slice(0, valueCharactersMax).join('')}…`;
}

/** Why a column is left out by its content; null where it is not, or somebody chose so. */
export function whyLeftOut({ role, ignoredBecause }: ReportedColumn, t: Translate<'dataset'>): string | null {
  if (role !== 'ignored') return null;
  if (ignoredBecause === 'empty') return t('column.empty');
  return ignoredBecause === 'different' ? t('column.different') : null;
}

/** `2,340`, or `10,000 or more` where they were not told apart to the end. */
export function distinctOf({ distinct }: ReportedColumn, t: Translate<'dataset'>): string {
  return distinct >= distinctShownMax ? t('column.orMore', { count: distinctShownMax }) : formatCount(distinct);
}

/** `12 of 14`: how many columns a model learns from, the target not counted. */
export function columnsLearned(
  { columns }: Pick<TableReport, 'columns'>,
  t: Translate<'dataset'>,
): {
  used: number;
  of: number;
  detail: string;
} {
  const numbers = columns.filter(({ role }) => role === 'numeric').length;
  const categories = columns.filter(({ role }) => role === 'categorical').length;
  const kinds = [
    ...(numbers > 0 ? [t('column.ofNumbers', { count: numbers })] : []),
    ...(categories > 0 ? [t('column.ofCategories', { count: categories })] : []),
  ];
  return {
    used: numbers + categories,
    of: columns.filter(({ role }) => role !== 'target').length,
    detail: kinds.length === 0 ? t('report.none') : kinds.join(t('list.comma')),
  };
}
