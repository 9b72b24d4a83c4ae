import { z } from 'zod';

const count = z.number().int().positive();

/** Of each kind, so many groups are listed, and of each group so many rows. */
export const duplicateGroupsMax = 1_000;
export const duplicateMembersMax = 20;

/** Rows that hold the same text, image, answer or cells. One line of the list that lies beside a split. */
export const DuplicateGroup = z.object({
  /** `conflicting`: they have more than one label between them. */
  kind: z.enum(['exact', 'conflicting']),
  /** All of them, listed or not. */
  rows: count,
  /** The first of them as it is stored, of an image its preview; null where that is long. */
  example: z.record(z.string(), z.unknown()).nullable(),
  members: z.array(z.object({ split: z.enum(['train', 'validation']), row: count, label: z.string() })),
});
export type DuplicateGroup = z.infer<typeof DuplicateGroup>;
