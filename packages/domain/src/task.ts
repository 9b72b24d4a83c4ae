import { z } from 'zod';

/** What a model can do. A data set is read for one task, a base model is trained for one. */
export const tasks = [
  'text-classification',
  'text-generation',
  'image-classification',
  'tabular',
  'recommendation',
] as const;
export const Task = z.enum(tasks);
export type Task = z.infer<typeof Task>;
