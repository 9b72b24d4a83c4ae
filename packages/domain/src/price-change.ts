import { z } from 'zod';

/** What can be set for 1,000,000 of what is counted, in micro-USD: up to a dollar for each. */
export const priceMicros = { min: 1n, max: 1_000_000_000_000n } as const;
/** A price list with more would fit no page. */
export const priceChangesMax = 500;

export const PriceChange = z.strictObject({
  meter: z.enum(['training', 'inference'], 'must be training or inference'),
  /** A template, the kind and size of a checkpoint, or `*` for all that have none of their own. */
  baseModel: z
    .string()
    .regex(
      /^(\*|[a-z0-9][a-z0-9./-]{0,99})$/,
      'must be a template such as text-classifier-lstm, a kind and size such as causal-lm/small, or *',
    ),
  /** Micro-USD per 1,000,000, as text because JSON has no large integers. */
  microsPerMillion: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number of micro-USD as text, such as "500000" for $0.50')
    .transform(BigInt)
    .refine((micros) => micros >= priceMicros.min && micros <= priceMicros.max, 'must be from $0.000001 to $1,000,000'),
});
export type PriceChange = z.output<typeof PriceChange>;

const changes = z
  .array(PriceChange)
  .min(1, 'must change at least one price')
  .max(priceChangesMax, `must change at most ${priceChangesMax} prices`)
  .refine(
    (list) => new Set(list.map(({ meter, baseModel }) => `${meter} ${baseModel}`)).size === list.length,
    'must name each price once',
  );

export const PreviewPrices = z.strictObject({ changes });

/** A new price book: what the newest one has, with these changes. */
export const PublishPrices = z.strictObject({
  /** The version that was edited: refused when somebody has published another meanwhile. */
  basedOn: z.number().int().min(1),
  /** When it comes into force; null: at once. */
  effectiveFrom: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-12-01T00:00:00Z' }).nullable(),
  changes,
});
export type PublishPrices = z.output<typeof PublishPrices>;
