import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { trainTextClassifier } from '@modelmint/ml/text-classifier/train-text-classifier';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

/** An LSTM over words, from scratch. */
export async function trainTextClassifierJob(
  request: TrainRequest & { spec: TextClassifierSpec },
  { engine, parent }: TrainingTools,
): Promise<TrainingDone> {
  const { spec, labels, trainPath, validationPath, checkpointFolder, resumeFolder } = request;
  const result = await trainTextClassifier({
    engine,
    spec,
    labels,
    trainPath,
    validationPath,
    checkpointFolder,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    onEvent: (event) => (event.kind === 'metrics' ? parent.say(event) : parent.keep(event)),
  });
  return { kind: 'done', ...result };
}
