// The program of a child process: reads a stranger's archive or checkpoint, says what it found, and ends.

import { isAppError } from '@modelmint/domain/errors';
import { checkConfig, readCheckpointFacts } from '@modelmint/ml/checkpoint/read-checkpoint-facts';
import { type ImportAnswer, ImportRequest } from './import-message.ts';
import { unpackArchive } from './unpack-archive.ts';

const progressEveryMs = 200;
const messageMax = 4_000;

function say(answer: ImportAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) return reject(new Error('The program needs a parent to answer to.'));
    process.send(answer, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

function makeTell(): (share: number) => void {
  let toldAt = 0;
  return (share) => {
    if (Date.now() - toldAt < progressEveryMs) return;
    toldAt = Date.now();
    // Without a parent the end of the channel ends us.
    say({ kind: 'progress', share }).catch(() => undefined);
  };
}

async function answer(message: unknown): Promise<ImportAnswer> {
  try {
    const request = ImportRequest.parse(message);
    if (request.kind === 'check') return { kind: 'done', facts: await readCheckpointFacts(request.folder) };
    if (request.kind === 'config') await checkConfig(request.folder);
    else await unpackArchive({ ...request, onProgress: makeTell() });
    return { kind: 'done', facts: null };
  } catch (error) {
    return { kind: 'failure', code: codeOf(error), message: wordsOf(error).slice(0, messageMax) };
  }
}

function codeOf(error: unknown): 'invalid_file' | 'storage_full' | 'internal_error' {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return 'storage_full';
  return isAppError(error) && error.code === 'invalid_file' ? 'invalid_file' : 'internal_error';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.once('message', (message) => {
  void answer(message)
    .then(say)
    .finally(() => process.disconnect());
});
// Without its parent the work is of no use to anybody.
process.once('disconnect', () => process.exit());
