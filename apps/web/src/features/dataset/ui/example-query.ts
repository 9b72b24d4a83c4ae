import { z } from 'zod';

/** `120.48211.2`, or `120`: rows that come before, where their lines end, and of which version. */
export const examplePlacePattern = /^\d{1,9}(\.\d{1,15}\.\d{1,7})?$/;

/** What a page of examples is asked for, as it stands in the URL. */
export const ExampleQuery = z.object({
  split: z.enum(['train', 'validation']).catch('train'),
  q: z.string().trim().max(200).catch(''),
  /** In the URL with `=` before it, so that no label is mistaken for a word of ours. */
  label: z
    .string()
    .startsWith('=')
    .max(201)
    .transform((label) => label.slice(1))
    .optional()
    .catch(undefined),
  after: z.string().regex(examplePlacePattern).optional().catch(undefined),
  version: z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined),
});
export type ExampleQuery = z.output<typeof ExampleQuery>;

export function exampleHref({ split, q, label, after, version }: ExampleQuery): string {
  const query = new URLSearchParams({ tab: 'examples', split });
  if (q !== '') query.set('q', q);
  if (label !== undefined) query.set('label', `=${label}`);
  if (version !== undefined) query.set('version', String(version));
  if (after !== undefined) query.set('after', after);
  return `?${query}`;
}
