import { z } from 'zod';
import { isVisibleLine, visibleLine } from './visible-text.ts';

const line = z
  .string()
  .trim()
  .min(1, 'say something')
  .max(300, 'use at most 300 characters')
  .refine(isVisibleLine, visibleLine);

export const announcementTones = ['info', 'warning'] as const;
export type AnnouncementTone = (typeof announcementTones)[number];

/** What the operator tells everybody who is signed in, on top of every page. */
export const Announce = z.strictObject({
  text: line,
  /** For readers of Chinese; without it they read `text`. */
  textChinese: line.optional(),
  tone: z.enum(announcementTones),
  /** When it goes by itself; without it the operator takes it back. */
  endsAt: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-12-01T00:00:00Z' }).optional(),
});
export type Announce = z.output<typeof Announce>;
