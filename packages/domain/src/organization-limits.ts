import { z } from 'zod';
import { OperatorReason } from './operator-reason.ts';

/** What an organization may do at once, and how much it may keep. */
export interface Limits {
  requestsPerMinute: number;
  tokensPerMinute: number;
  trainConcurrencyMax: number;
  fileSizeBytesMax: bigint;
  storageBytesMax: bigint;
}

/** What the operator set for one organization; null: as its plan. */
export type OwnLimits = { [Name in keyof Limits]: Limits[Name] | null };

export const limitNames = [
  'requestsPerMinute',
  'tokensPerMinute',
  'trainConcurrencyMax',
  'fileSizeBytesMax',
  'storageBytesMax',
] as const satisfies readonly (keyof Limits)[];

/** Those of the plan, but for what the operator set otherwise. */
export function limitsOf(plan: Limits, own: OwnLimits | null): Limits {
  return {
    requestsPerMinute: own?.requestsPerMinute ?? plan.requestsPerMinute,
    tokensPerMinute: own?.tokensPerMinute ?? plan.tokensPerMinute,
    trainConcurrencyMax: own?.trainConcurrencyMax ?? plan.trainConcurrencyMax,
    fileSizeBytesMax: own?.fileSizeBytesMax ?? plan.fileSizeBytesMax,
    storageBytesMax: own?.storageBytesMax ?? plan.storageBytesMax,
  };
}

const megabyte = 1_000_000;
/** Smallest and largest that the operator can set. */
export const limitRange = {
  requestsPerMinute: { min: 1, max: 1_000_000 },
  tokensPerMinute: { min: 1_000, max: 1_000_000_000 },
  trainConcurrencyMax: { min: 1, max: 1_000 },
  fileSizeBytesMax: { min: megabyte, max: 1_000_000 * megabyte },
  storageBytesMax: { min: megabyte, max: 1_000_000_000 * megabyte },
} as const satisfies Record<keyof Limits, { min: number; max: number }>;

const limit = (name: keyof Limits) => {
  const { min, max } = limitRange[name];
  const range = `must be a whole number from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}, or nothing for that of the plan`;
  return z.number({ error: range }).int(range).min(min, range).max(max, range).nullish();
};
const count = (name: keyof Limits) => limit(name).transform((value) => value ?? null);
const bytes = (name: keyof Limits) => limit(name).transform((size) => (size == null ? null : BigInt(size)));

/** All of them at once: what is null or left out is that of the plan again. */
export const SetLimits = z.strictObject({
  requestsPerMinute: count('requestsPerMinute'),
  tokensPerMinute: count('tokensPerMinute'),
  trainConcurrencyMax: count('trainConcurrencyMax'),
  fileSizeBytesMax: bytes('fileSizeBytesMax'),
  storageBytesMax: bytes('storageBytesMax'),
  reason: OperatorReason,
});
export type SetLimits = z.infer<typeof SetLimits>;
