import { z } from 'zod';

/** The endpoint of a text classifier that everybody may try on the landing page; its organization pays for the calls. */
export const PublicDemo = z.strictObject({
  projectId: z.string().min(1).max(64),
  endpoint: z.string().min(1).max(80),
});
export type PublicDemo = z.infer<typeof PublicDemo>;
