/** How a model is tried in the playground: by what it answers to. */
export const playgroundModes = ['texts', 'images', 'chat', 'completion', 'embeddings', 'predict', 'recommend'] as const;
export type PlaygroundMode = (typeof playgroundModes)[number];

/** Of one person in one project. The oldest that are not shared go. */
export const runsKeptMax = 200;
export const runsSharedMax = 200;
/** Of what was sent and answered, as JSON; what is longer is answered and not kept. */
export const runBytesMax = 512 * 1024;
/** An image as base64; a larger one is left out, its answer stays. */
export const runImageCharactersMax = 64 * 1024;

const titleCharactersMax = 120;

/** The first line of a text, as a title. */
export function runTitle(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const characters = [...line];
  if (characters.length <= titleCharactersMax) return line === '' ? '…' : line;
  return `${characters.slice(0, titleCharactersMax - 1).join('')}…`;
}
