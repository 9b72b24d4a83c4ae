import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Translate } from '../../../i18n/translate.ts';

const delimiterNames: Record<string, 'comma' | 'semicolon' | 'tab' | 'bar'> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

/** `CSV, semicolon`, `JSON Lines`, with `in gzip` where it was packed. */
export function formatName({ format, delimiter, compression }: DatasetReport, t: Translate<'dataset'>): string {
  const named = delimiter === undefined ? undefined : delimiterNames[delimiter];
  const between = named === undefined ? delimiter : t(`format.delimiter.${named}`);
  const parts = [
    t(`format.name.${format ?? 'unknown'}`),
    ...(between === undefined ? [] : [t('format.separated', { delimiter: between })]),
    ...(compression === 'gzip' ? [t('format.gzip')] : []),
  ];
  return parts.join(t('list.comma'));
}

/** What one example of the file is. */
export function lineNoun({ format }: Pick<DatasetReport, 'format'>, t: Translate<'dataset'>): string {
  return t(`format.each.${format ?? 'jsonl'}`);
}

/** Rows by label that are far fewer than those of the largest: a model seldom learns them well. */
export function smallLabels(
  { labels }: Pick<DatasetReport, 'labels'>,
  timesMin = 5,
): { label: string; times: number }[] {
  const largest = labels[0]?.rows ?? 0;
  return labels.flatMap(({ label, rows }) =>
    rows > 0 && largest / rows >= timesMin ? [{ label, times: largest / rows }] : [],
  );
}

export interface LengthBins {
  labels: string[];
  rows: number[];
  /** Where the median and the 95th percentile fall, in bins from the left, fractions allowed. */
  median: { at: number; tokens: number } | null;
  ninetyFifth: { at: number; tokens: number } | null;
}

/** The histogram for a chart; empty bins at its end are left out. */
export function lengthBins(
  { lengthHistogram }: Pick<DatasetReport, 'lengthHistogram'>,
  t: Translate<'dataset'>,
): LengthBins {
  const last = lengthHistogram.findLastIndex(({ rows }) => rows > 0);
  const bins = lengthHistogram.slice(0, last + 1);
  return {
    labels: bins.map(({ from, to }) =>
      to === null ? t('length.over', { count: String(from - 1) }) : from === to ? String(to) : `${from}–${to}`,
    ),
    rows: bins.map(({ rows }) => rows),
    median: placeOf(bins, 0.5),
    ninetyFifth: placeOf(bins, 0.95),
  };
}

/** Within a bin the rows are taken as spread evenly, so the number of tokens is near, not exact. */
function placeOf(bins: DatasetReport['lengthHistogram'], share: number): LengthBins['median'] {
  const total = bins.reduce((sum, { rows }) => sum + rows, 0);
  let wanted = total * share;
  for (const [index, { from, to, rows }] of bins.entries()) {
    if (rows > 0 && wanted <= rows) {
      const part = wanted / rows;
      const width = to === null ? 0 : to - from;
      return { at: index + part, tokens: Math.round(from + width * part) };
    }
    wanted -= rows;
  }
  return null;
}
