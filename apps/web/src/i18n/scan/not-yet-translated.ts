/** Folders (below src) whose screens still hold English text of their own. Becomes empty; nothing is ever added. */
export const notYetTranslated: readonly string[] = [
  'app/organizations/[organizationId]/projects',
  'app/projects/[projectId]/api-keys',
  'app/projects/[projectId]/data',
  'app/projects/[projectId]/inference',
  'app/projects/[projectId]/models',
  'features/api-key',
  'features/classification',
  'features/dataset',
  'features/file',
  'features/inference',
  'features/model',
  'features/project',
];
