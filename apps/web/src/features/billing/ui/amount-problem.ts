import type { Translate } from '../../../i18n/translate.ts';
import { formatMoney } from '../../../ui/format.ts';
import { type ParsedAmount, parseAmount } from './parse-amount.ts';

interface AmountBounds {
  min: bigint;
  max: bigint;
}

/** What is wrong with an amount, in the reader's language; null when nothing is. */
export function amountProblem(
  t: Translate<'billing'>,
  parsed: ParsedAmount,
  { min, max }: AmountBounds,
): string | null {
  if ('amountMicros' in parsed) return null;
  const range = t('amount.between', { min: formatMoney(min), max: formatMoney(max) });
  return parsed.reason === 'format' ? t('amount.format', { range }) : t('amount.range', { range });
}

/** A rule of `useApiForm` for a field with an amount. */
export function amountRule(t: Translate<'billing'>, bounds: AmountBounds): (text: string) => true | string {
  return (text) => amountProblem(t, parseAmount(text, bounds), bounds) ?? true;
}
