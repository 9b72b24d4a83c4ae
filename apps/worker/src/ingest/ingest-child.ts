// The program of a child process: reads one hostile file, says what it found, and ends.

import { setImmediate } from 'node:timers/promises';
import { type IngestAnswer, type IngestProgress, IngestRequest } from './ingest-message.ts';
import { readDataset } from './read-dataset.ts';

const progressEveryMs = 200;

function say(answer: IngestAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) return reject(new Error('The program needs a parent to answer to.'));
    process.send(answer, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

/** Tells the parent now and then, and gives up before the machine's memory does. */
function makeTell(memoryBytesMax: number): (progress: IngestProgress) => Promise<void> {
  let toldAt = 0;
  return async (progress) => {
    const now = Date.now();
    if (now - toldAt < progressEveryMs) return;
    toldAt = now;
    if (process.memoryUsage.rss() > memoryBytesMax) throw new Error('Reading the file took too much memory.');
    await say({ kind: 'progress', progress });
    await setImmediate();
  };
}

async function answer(message: unknown): Promise<IngestAnswer> {
  try {
    const request = IngestRequest.parse(message);
    const outcome = await readDataset(request, makeTell(request.limits.memoryBytesMax));
    // maxRSS is in KiB.
    return { kind: 'outcome', outcome, memoryBytesPeak: process.resourceUsage().maxRSS * 1024 };
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    return {
      kind: 'failure',
      code: isFull ? 'storage_full' : 'internal_error',
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

process.once('message', (message) => {
  void answer(message)
    .then(say)
    .finally(() => process.disconnect());
});
// Without its parent the work is of no use to anybody.
process.once('disconnect', () => process.exit());
