// The program of a child process: trains one model, says how far it is, and ends, which frees the processor's memory
// and the GPU's. It gets no secrets, reads files by their path, and writes below one folder.

import { isAppError } from '@modelmint/domain/errors';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { trainTextClassifier } from '@modelmint/ml/text-classifier/train-text-classifier';
import { type TrainAnswer, TrainOrder, type TrainRequest } from './train-message.ts';

function say(answer: TrainAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) return reject(new Error('The program needs a parent to answer to.'));
    process.send(answer, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

/** Checkpoints that the parent is storing, by their step. */
const waiting = new Map<number, () => void>();

async function train(request: TrainRequest): Promise<TrainAnswer> {
  const { spec, labels, trainPath, validationPath, checkpointFolder, resumeFolder, cacheFolder } = request;
  const engine = await openEngine({ cacheFolder, ...(request.engine === null ? {} : { only: request.engine }) });
  await say({ kind: 'opened', engine: engine.name, device: engine.device });
  const result = await trainTextClassifier({
    engine,
    spec,
    labels,
    trainPath,
    validationPath,
    checkpointFolder,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    onEvent: async (event) => {
      if (event.kind === 'metrics') return say(event);
      // Training holds until the checkpoint is stored: it must not be replaced on disk before.
      const taken = new Promise<void>((resolve) => waiting.set(event.step, resolve));
      await say(event);
      await taken;
    },
  });
  return { kind: 'done', ...result };
}

function failureOf(error: unknown): TrainAnswer {
  const message = error instanceof Error ? error.message : String(error);
  if (isAppError(error)) return { kind: 'failure', code: error.code, message, fault: error.fault };
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  return { kind: 'failure', code: isFull ? 'storage_full' : 'internal_error', message, fault: 'platform' };
}

// A Ctrl-C in a terminal reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);
process.on('message', (message) => {
  const order = TrainOrder.parse(message);
  if (order.kind === 'taken') {
    waiting.get(order.step)?.();
    waiting.delete(order.step);
    return;
  }
  void train(order)
    .catch(failureOf)
    .then(say)
    .finally(() => process.disconnect());
});
// Without its parent the work is of no use to anybody.
process.once('disconnect', () => process.exit());
