import { z } from 'zod';
import { isVisibleLine } from './visible-text.ts';

export const tagsOfJobMax = 10;
export const tagCharactersMax = 32;

/** A word that people put on a job to find it again: the same word in capitals is the same tag. */
export const JobTag = z
  .string()
  .trim()
  .transform((text) => text.normalize('NFC').toLowerCase())
  .refine(
    (text) =>
      isVisibleLine(text) &&
      new RegExp(`^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._:/-]{0,${tagCharactersMax - 1}}$`, 'u').test(text),
    `A tag has 1 to ${tagCharactersMax} letters, digits, dots, dashes, underscores, colons or slashes, the first a letter or digit.`,
  );

export const JobTags = z
  .array(JobTag)
  .transform((tags) => [...new Set(tags)].sort())
  .refine((tags) => tags.length <= tagsOfJobMax, `A job has at most ${tagsOfJobMax} tags.`);
export type JobTags = z.infer<typeof JobTags>;

/** What somebody wrote in one field, with commas or spaces between the tags. */
export function splitTags(text: string): string[] {
  return text.split(/[\s,，、]+/u).filter((tag) => tag !== '');
}
