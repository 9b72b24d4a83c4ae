import type { EstimateAnswer } from './use-estimate.ts';

/** The most epochs that what is available pays for; null when not even one fits. */
export function epochsThatFit({ estimate, spec, availableMicros }: EstimateAnswer): number | null {
  const amount = BigInt(estimate.amountMicros);
  if (amount <= 0n) return null;
  const available = BigInt(availableMicros);
  const epochs = available <= 0n ? 0n : (available * BigInt(spec.epochs)) / amount;
  return epochs < 1n ? null : Number(epochs);
}
