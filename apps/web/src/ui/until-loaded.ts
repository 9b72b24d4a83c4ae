const againMs = 3_000;
let missing = 0;
const listeners = new Set<() => void>();

function count(change: 1 | -1): void {
  missing += change;
  for (const listener of listeners) listener();
}

/**
 * Code that somebody waits for, asked for again until it comes: React would keep the first failure for as long as the page
 * is open, and put the page's error in the place of the whole page. What breaks in the code itself is thrown.
 */
export async function untilLoaded<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    if (!isMissingChunk(error)) throw error;
  }
  count(1);
  try {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, againMs));
      try {
        return await load();
      } catch (error) {
        if (!isMissingChunk(error)) throw error;
      }
    }
  } finally {
    count(-1);
  }
}

/** The name is the bundler's. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof Error && error.name === 'ChunkLoadError';
}

/** Whether somebody waits for code that could not be had. */
export function isCodeMissing(): boolean {
  return missing > 0;
}

export function listenForMissingCode(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
  };
}
