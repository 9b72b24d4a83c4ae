import type Stripe from 'stripe';
import type { Metadata } from '../state/records.ts';

/** An empty value removes its key, an empty string in place of the map removes all: Stripe's rule. */
export function mergeMetadata(old: Metadata, change: Stripe.Emptyable<Stripe.MetadataParam> | undefined): Metadata {
  if (change === undefined) return old;
  if (change === '' || change === null) return {};
  const merged = { ...old };
  for (const [key, value] of Object.entries(change)) {
    if (value === '' || value === null) delete merged[key];
    else merged[key] = String(value);
  }
  return merged;
}
