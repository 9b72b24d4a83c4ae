import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import { openImageShaper } from '@modelmint/ml/image/open-image-shaper';
import { trainVisionClassifier } from '@modelmint/ml/tuning/train-vision-classifier';
import { checkClassifierFits } from './check-classifier-fits.ts';
import { needBase } from './need-base.ts';
import { readImageRows } from './read-image-rows.ts';
import { reportClassifier } from './report-classifier.ts';
import { tokensTrainedAt } from './tokens-trained-at.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

/** Decoded images may take so much of the memory; the rest is for the model. */
const imageShare = 0.6;

/** An imported ViT or ResNet with a new head for the labels of images, by LoRA or whole. */
export async function trainVisionClassifierJob(
  request: TrainRequest & { spec: VisionClassifierSpec },
  { engine, parent }: TrainingTools,
): Promise<TrainingDone> {
  const { spec, labels, checkpointFolder, resumeFolder, memoryBytesMax, baseModel, trainTokens } = request;
  const modelFolder = needBase(request);
  const { width, height, shape } = await openImageShaper(modelFolder);
  const bytesMax = memoryBytesMax * imageShare;
  const reading = { spec: { width, height }, shape, labels, onWork: () => parent.tick() };
  const train = await readImageRows(request.trainPath, { ...reading, bytesMax });
  const room = bytesMax - train.rows.pixels.length;
  const validation = await readImageRows(request.validationPath, { ...reading, bytesMax: room });
  await checkClassifierFits(modelFolder, { ...request, engine });
  const result = await trainVisionClassifier({
    ...{ engine, spec, labels, checkpointFolder, modelFolder, baseModel },
    trainRows: train.rows,
    validationRows: validation.rows,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    onWork: parent.tick,
    onEvent: reportClassifier({ spec, trainTokens, countsOwnTokens: false }, parent),
  });
  const { artifactFolder, metrics } = result;
  const stepsTotal = spec.epochs * Math.ceil(train.rows.count / spec.batchSize);
  const tokensTrained = tokensTrainedAt(metrics.steps, { epochs: spec.epochs, stepsTotal, trainTokens });
  return { kind: 'done', artifactFolder, metrics, tokensTrained };
}
