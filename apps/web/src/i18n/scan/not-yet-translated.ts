/** Folders (below src) whose screens still hold English text of their own. Becomes empty; nothing is ever added. */
export const notYetTranslated: readonly string[] = [
  'app/projects/[projectId]/api-keys',
  'app/projects/[projectId]/inference',
  'features/api-key',
  'features/inference',
];
