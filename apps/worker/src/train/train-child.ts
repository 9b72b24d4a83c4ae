// The program of a child process: trains one model, says how far it is, and ends, which frees the processor's memory
// and the GPU's. It gets no secrets, reads files by their path, and writes below one folder.

import { isAppError } from '@modelmint/domain/errors';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { openParent } from './parent.ts';
import { trainByTask } from './train-by-task.ts';
import { type TrainAnswer, TrainOrder, type TrainRequest } from './train-message.ts';

const parent = openParent(
  (answer) =>
    new Promise((resolve, reject) => {
      if (process.send === undefined) return reject(new Error('The program needs a parent to answer to.'));
      process.send(answer, (error: Error | null) => (error === null ? resolve() : reject(error)));
    }),
);

async function train(request: TrainRequest): Promise<TrainAnswer> {
  const { engine: only, cacheFolder } = request;
  const engine = await openEngine({ cacheFolder, ...(only === null ? {} : { only }) });
  await parent.say({ kind: 'opened', engine: engine.name, device: engine.device });
  return trainByTask(request, { engine, parent });
}

function failureOf(error: unknown): TrainAnswer {
  const message = error instanceof Error ? error.message : String(error);
  if (isAppError(error)) return { kind: 'failure', code: error.code, message, param: error.param, fault: error.fault };
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  return { kind: 'failure', code: isFull ? 'storage_full' : 'internal_error', message, fault: 'platform' };
}

// A Ctrl-C in a terminal reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);
process.on('message', (message) => {
  const order = TrainOrder.parse(message);
  if (order.kind === 'taken') return parent.taken(order.step);
  void train(order)
    .catch(failureOf)
    .then(parent.say)
    .finally(() => process.disconnect());
});
// Without its parent the work is of no use to anybody.
process.once('disconnect', () => process.exit());
