import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { TextCounts } from '@modelmint/ml/tuning/classifier-training';
import { trainEncoderClassifier } from '@modelmint/ml/tuning/train-encoder-classifier';
import { checkClassifierFits } from './check-classifier-fits.ts';
import { needBase } from './need-base.ts';
import { reportClassifier } from './report-classifier.ts';
import { tokensTrainedAt } from './tokens-trained-at.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

type EncoderRequest = TrainRequest & { spec: EncoderClassifierSpec };

/** An imported encoder with a new head for the labels of texts, by LoRA or whole. */
export async function trainEncoderClassifierJob(request: EncoderRequest, tools: TrainingTools): Promise<TrainingDone> {
  const { spec, labels, trainPath, validationPath, checkpointFolder, resumeFolder, baseModel, trainTokens } = request;
  const { engine, parent } = tools;
  const modelFolder = needBase(request);
  await checkClassifierFits(modelFolder, { ...request, engine });
  const result = await trainEncoderClassifier({
    ...{ engine, spec, labels, trainPath, validationPath, checkpointFolder, baseModel, modelFolder },
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    onWork: parent.tick,
    onEvent: reportClassifier({ spec, trainTokens }, parent),
  });
  const { artifactFolder, metrics, data } = result;
  await tellCut(data, request, tools);
  const stepsTotal = spec.epochs * Math.ceil(data.train.texts / spec.batchSize);
  const tokensTrained = tokensTrainedAt(metrics.steps, { epochs: spec.epochs, stepsTotal, trainTokens });
  return {
    ...{ kind: 'done', artifactFolder, metrics },
    tokensTrained: Math.min(tokensTrained, result.tokensTrained),
  };
}

async function tellCut(
  data: Record<'train' | 'validation', TextCounts>,
  { spec }: EncoderRequest,
  { parent }: TrainingTools,
): Promise<void> {
  for (const [split, { cut }] of Object.entries({ training: data.train, 'held-out': data.validation }))
    if (cut > 0)
      await parent.say({
        kind: 'note',
        level: 'warn',
        message: `${cut} ${split} ${cut === 1 ? 'text has' : 'texts have'} more than ${spec.maxTokens} tokens and lost the end.`,
      });
}
