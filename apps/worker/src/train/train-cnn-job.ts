import { checkCnnMemory } from '@modelmint/domain/cnn-memory';
import type { CnnSpec } from '@modelmint/domain/cnn-spec';
import { trainCnn } from '@modelmint/ml/cnn/train-cnn';
import { planRows } from '@modelmint/ml/fitting/plan-rows';
import { type LabelledImages, readImageRows } from './read-image-rows.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

/** Decoded images may take so much of the memory; the rest is for the network. */
const imageShare = 0.6;
/** Batch norm, which TensorFlow has as one operation, is ten there. */
const wasmShare = 0.5;

/** A convolutional network over images, from scratch. */
export async function trainCnnJob(
  request: TrainRequest & { spec: CnnSpec },
  { engine, parent }: TrainingTools,
): Promise<TrainingDone> {
  const { spec, labels, checkpointFolder, resumeFolder, memoryBytesMax } = request;
  const bytesMax = memoryBytesMax * imageShare;
  const onWork = () => parent.tick();
  const train = await readImageRows(request.trainPath, { spec, labels, bytesMax, onWork });
  const room = bytesMax - train.rows.pixels.length;
  const validation = await readImageRows(request.validationPath, { spec, labels, bytesMax: room, onWork });
  const left = memoryBytesMax - train.rows.pixels.length - validation.rows.pixels.length;
  // A GPU has a memory of its own, which the process does not show.
  if (engine.name !== 'tensorflow-gpu')
    checkCnnMemory(spec, { labels: labels.length, bytesMax: engine.name === 'wasm' ? left * wasmShare : left });
  const tokensUpTo = countTokens(train, spec);
  const result = await trainCnn({
    engine,
    spec,
    labels,
    trainRows: train.rows,
    validationRows: validation.rows,
    checkpointFolder,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    onEvent: (event) => {
      const { figures, ...rest } = event;
      const valid = figures === undefined ? {} : { validAccuracy: figures.accuracy };
      const tokensSeen = tokensUpTo(event.step);
      if (rest.kind === 'metrics') return parent.say({ ...rest, ...valid, tokensSeen });
      return parent.keep({ ...rest, metrics: { ...rest.metrics, ...valid }, tokensSeen });
    },
  });
  return { kind: 'done', ...result, tokensTrained: tokensUpTo(result.metrics.steps) };
}

/** Tokens of all images that the steps up to one have seen; which they are follows from the seed. */
function countTokens({ rows, tokens }: LabelledImages, spec: CnnSpec): (step: number) => number {
  const plan = planRows(rows.count, spec);
  let [sum, counted] = [0, 0];
  return (step) => {
    for (; counted < step; counted++) for (const row of plan.rowsOf(counted + 1)) sum += tokens[row] ?? 0;
    return sum;
  };
}
