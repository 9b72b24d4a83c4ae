import type { Task } from './task.ts';

export const taskNames: Record<Task, string> = {
  'text-classification': 'Text classification',
  'text-generation': 'Chat and text generation',
  'image-classification': 'Image classification',
  tabular: 'Table prediction',
  recommendation: 'Recommendation',
};
