import { formatUsd } from '@modelmint/domain/money';

/** Micro-dollars with all six decimals, so that the points of a column stand under one another: `$0.000010`. */
export function formatMicros(micros: bigint): string {
  const text = formatUsd(micros, { exact: true });
  return text.padEnd(text.indexOf('.') + 7, '0');
}
