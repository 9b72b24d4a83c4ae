import { type Limits, limitRange } from '@modelmint/domain/organization-limits';

/** What one of a field is: sizes are typed in megabytes and gigabytes. */
export const limitUnits = {
  requestsPerMinute: 1,
  tokensPerMinute: 1,
  trainConcurrencyMax: 1,
  fileSizeBytesMax: 1_000_000,
  storageBytesMax: 1_000_000_000,
} as const satisfies Record<keyof Limits, number>;

/** As it is typed; empty is that of the plan. */
export function limitText(name: keyof Limits, own: number | bigint | null): string {
  return own === null ? '' : String(Number(own) / limitUnits[name]);
}

/** null: empty, that of the plan; undefined: no such number, or out of range. */
export function parseLimit(name: keyof Limits, text: string): number | null | undefined {
  const plain = text.trim().replaceAll(/,(?=\d{3}(\D|$))/g, '');
  if (plain === '') return null;
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(plain)) return undefined;
  const value = Number(plain) * limitUnits[name];
  const { min, max } = limitRange[name];
  const isWhole = limitUnits[name] > 1 || Number.isInteger(value);
  return isWhole && value >= min && value <= max ? Math.round(value) : undefined;
}

/** Smallest and largest, as they are typed. */
export function limitBounds(name: keyof Limits): { min: number; max: number } {
  const { min, max } = limitRange[name];
  return { min: min / limitUnits[name], max: max / limitUnits[name] };
}
