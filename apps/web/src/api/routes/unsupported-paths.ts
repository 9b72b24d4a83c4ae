/** Paths of OpenAI's API below /v1 that Modelmint does not offer: typed 501, so that a client knows it is no typing error. */
const unsupported = [
  'assistants',
  'audio',
  'chat',
  'chatkit',
  'containers',
  'conversations',
  'edits',
  'engines',
  'evals',
  'fine_tuning/alpha',
  'fine_tuning/checkpoints',
  'images',
  'moderations',
  'organization',
  'projects',
  'realtime',
  'responses',
  'skills',
  'threads',
  'uploads',
  'vector_stores',
  'videos',
];
const unsupportedJobs = /^fine_tuning\/jobs\/[^/]+\/(pause|resume)$/;

/** `path`: below /v1, without slashes at its ends. */
export function isUnsupported(path: string): boolean {
  return unsupportedJobs.test(path) || unsupported.some((one) => path === one || path.startsWith(`${one}/`));
}
