import { z } from 'zod';
import { incidentStates, platformComponents } from './platform-component.ts';
import { isVisibleLine, isVisibleText, visibleLine, visibleText } from './visible-text.ts';

const text = z
  .string()
  .trim()
  .min(1, 'say what is known')
  .max(2_000, 'use at most 2,000 characters')
  .refine(isVisibleText, visibleText);

/** What the operator tells everybody when something is wrong. */
export const ReportIncident = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1, 'give it a title')
    .max(120, 'use at most 120 characters')
    .refine(isVisibleLine, visibleLine),
  components: z.array(z.enum(platformComponents)).min(1, 'choose what is touched').max(platformComponents.length),
  text,
});
export type ReportIncident = z.infer<typeof ReportIncident>;

export const UpdateIncident = z.strictObject({ state: z.enum(incidentStates), text });
export type UpdateIncident = z.infer<typeof UpdateIncident>;
