// The program of a child process: reads one hostile input file, says what it found, and ends.

import { setImmediate } from 'node:timers/promises';
import type { CalledModel } from '@modelmint/domain/wire/called-model';
import { type CheckAnswer, CheckCommand, type CheckRequest } from './check-message.ts';
import { checkRows } from './check-rows.ts';

const memoryEveryRows = 256;

function say(answer: CheckAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) return reject(new Error('The program needs a parent to answer to.'));
    process.send(answer, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

/** Waits for the parent, which alone has the database. */
async function askParent(name: string, line: number): Promise<CalledModel> {
  const answered = new Promise<CalledModel>((resolve, reject) => {
    process.once('message', (message) => {
      const command = CheckCommand.parse(message);
      if (command.kind === 'target') resolve(command.called);
      else reject(new Error('The parent has not said who is called.'));
    });
  });
  await say({ kind: 'model', name, line });
  return answered;
}

function makeTick(memoryBytesMax: number): () => Promise<void> {
  let rows = 0;
  return async () => {
    if (rows++ % memoryEveryRows !== 0) return;
    if (process.memoryUsage.rss() > memoryBytesMax) throw new Error('Reading the file took too much memory.');
    await setImmediate();
  };
}

async function answer(request: CheckRequest): Promise<CheckAnswer> {
  try {
    const tick = makeTick(request.limits.memoryBytesMax);
    return { kind: 'outcome', outcome: await checkRows(request, { findModel: askParent, tick }) };
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failure', code: isFull ? 'storage_full' : 'internal_error', message };
  }
}

process.once('message', (message) => {
  const command = CheckCommand.parse(message);
  if (command.kind !== 'start') throw new Error('The parent has not said what is to be read.');
  void answer(command)
    .then(say)
    .finally(() => process.disconnect());
});
// Without its parent the work is of no use to anybody.
process.once('disconnect', () => process.exit());
