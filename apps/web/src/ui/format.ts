import { formatUsd } from '@modelmint/domain/money';
import { currentLanguage } from '../i18n/current-language.ts';
import { formatWords, thin } from './format-words.ts';

const minus = '\u2212';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const withMinus = (text: string): string => text.replace(/^-/, minus);

/** 48,120 */
export function formatCount(count: number | bigint): string {
  return withMinus(grouped.format(count));
}

/** `0.873`, `−0.120`; what rounds to nothing has no sign. */
export function formatDecimals(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : withMinus(text);
}

/** 48,120 below a million, then 63.80 M and 1.20 B (6,380 万 and 12.00 亿): for prose and axes. Tables and hover show the exact count. */
export function formatShortCount(count: number | bigint): string {
  const size = Math.abs(Number(count));
  const step = formatWords[currentLanguage()].short.find(({ from }) => size >= from);
  if (step === undefined) return formatCount(count);
  const amount = Number(count) / step.divisor;
  const text = step.digits === 0 ? grouped.format(amount) : amount.toFixed(step.digits);
  return withMinus(`${text}${thin}${step.unit}`);
}

/** `1 token`, `2,646,042 tokens` */
export function formatTokens(tokens: number | bigint): string {
  return formatWords[currentLanguage()].token(formatCount(tokens), BigInt(tokens) === 1n);
}

/** `1 example`, `48,120 examples`; `plural` when it is not the noun with an s. English only: messages have ICU plurals. */
export function formatQuantity(count: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${BigInt(count) === 1n ? noun : plural}`;
}

/** 0.634 → 63.4% */
export function formatShare(share: number): string {
  return withMinus(`${(share * 100).toFixed(1)}%`);
}

/** The same without a decimal where there is none, as on an axis: 100%, 97.4%. */
export function formatShortShare(share: number): string {
  return formatShare(share).replace('.0%', '%');
}

/**
 * Shares of a total in per cent with one decimal that add up to exactly 100.0%: the largest remainders get
 * what rounding down left over. All `0.0%` when the total is 0.
 */
export function formatShares(parts: readonly (number | bigint)[]): string[] {
  const sizes = parts.map(Number);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= 0) return sizes.map(() => '0.0%');
  const exact = sizes.map((size) => (size / total) * 1000);
  const tenths = exact.map(Math.floor);
  const left = 1000 - tenths.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((part, index) => ({ index, rest: part - Math.floor(part) }));
  byRemainder.sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) tenths[index] = (tenths[index] ?? 0) + 1;
  return tenths.map((part) => `${(part / 10).toFixed(1)}%`);
}

/** Decimal units, three figures: `512 bytes`, `24.1 MB`. */
export function formatBytes(bytes: number | bigint): string {
  const { byteUnits, byte } = formatWords[currentLanguage()];
  let size = Number(bytes);
  let unit = 0;
  // 999.5 would be shown as 1000.
  while (size >= 999.5 && unit < byteUnits.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  const name = unit === 0 && size === 1 ? byte : byteUnits[unit];
  return `${size.toFixed(digits)}${thin}${name}`;
}

/** `$7.76`; `exact`, for a single receipt: `$0.000077`. */
export function formatMoney(micros: bigint | string, { exact = false }: { exact?: boolean } = {}): string {
  return formatUsd(BigInt(micros), { exact });
}

/** What one piece of work costs: `$7.76`, and below a cent as it is, `$0.0004`; `$0.00` would say that it is free. */
export function formatAmount(micros: bigint | string): string {
  const amount = BigInt(micros);
  return formatUsd(amount, { exact: amount > -10_000n && amount < 10_000n });
}

/** A price of one million tokens: `$0.60 per 1 M tokens`. */
export function formatRate(microsPerMillion: bigint | string): string {
  return formatWords[currentLanguage()].perMillionTokens(formatMoney(microsPerMillion));
}

/** `EUR 7.76`: other currencies show their code. `cents` in the smallest unit of two decimals. */
export function formatCents(cents: bigint | string, currency = 'usd'): string {
  const micros = BigInt(cents) * 10_000n;
  return currency === 'usd' ? formatMoney(micros) : `${currency.toUpperCase()} ${formatMoney(micros).replace('$', '')}`;
}

/** `388 ms`, `4.2 s`, `14 min 37 s`, `3 h 5 min`, `2 d 4 h` */
export function formatDuration(durationMs: number): string {
  const { units } = formatWords[currentLanguage()];
  if (durationMs < 1000) return `${Math.round(durationMs)}${thin}${units.ms}`;
  if (durationMs < 9_950) return `${(durationMs / 1000).toFixed(1)}${thin}${units.s}`;
  const seconds = Math.round(durationMs / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), units.d],
    [Math.floor(seconds / 3600) % 24, units.h],
    [Math.floor(seconds / 60) % 60, units.min],
    [seconds % 60, units.s],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount], index) => index === 0 || amount > 0)
    .map(([amount, unit]) => `${amount}${thin}${unit}`)
    .join(' ');
}

/** An estimate: whole seconds up to 90, then whole minutes, then hours. `17 – 23 min` */
export function formatDurationRange({ low, high }: { low: number; high: number }): string {
  const { units } = formatWords[currentLanguage()];
  const [divisor, unit] = high <= 90 ? [1, units.s] : high <= 5_400 ? [60, units.min] : [3600, units.h];
  const [least, digits] = divisor === 3600 ? [0.1, 1] : [1, 0];
  const from = Math.max(low / divisor, least).toFixed(digits);
  const to = Math.max(high / divisor, least).toFixed(digits);
  return from === to ? `${to}${thin}${unit}` : `${from} – ${to}${thin}${unit}`;
}
