import type { ComparedFigure } from '@modelmint/domain/evaluation-report';
import { formatDecimals, formatShare } from '../../../ui/format.ts';

const shares: readonly ComparedFigure[] = ['accuracy', 'exact', 'tokenAccuracy'];

/** A figure as it is read: shares in per cent, the rest with as many places as it needs. */
export function formatFigure(name: ComparedFigure, value: number | null): string {
  if (value === null) return '–';
  return shares.includes(name) ? formatShare(value) : formatNumber(value);
}

/** A whole share: `95%`. */
export const formatPercent = (share: number): string => `${Math.round(share * 100)}%`;

/** A difference with its sign. */
export function formatDifference(name: ComparedFigure, value: number | null): string {
  if (value === null) return '–';
  const text = formatFigure(name, Math.abs(value));
  if (value === 0 || text === formatFigure(name, 0)) return text;
  return `${value > 0 ? '+' : '−'}${text}`;
}

function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size < 10) return formatDecimals(value, 3);
  return size < 10_000 ? formatDecimals(value, 1) : value.toExponential(3).replace(/^-/, '\u2212');
}
