import type { CheckpointFacts } from './base-model.ts';
import { planClassifierTuning, type TuningReasons } from './classifier-tuning-plan.ts';
import { countOf } from './count-of.ts';
import type { Augmentation, Hyperparameters } from './hyperparameters.ts';
import { checkClassifierMemory, classifierTrainingBytes, fitClassifierRows } from './tuned-classifier-memory.ts';
import type { VisionClassifierSpec } from './vision-classifier-spec.ts';

export interface VisionTuningData {
  trainRows: number;
  validationRows: number;
  labels: number;
}

/** A worker gives a job 4 GiB, of which Node.js and TensorFlow take some 0.4; the images stand in it as bytes. */
const stepBytesMax = 3.6e9;

/** Of a ViT of 16×16 patches or a ResNet-50 at 224 pixels: for checkpoints that were imported before their facts said it. */
const usualImage = { side: 224, positions: 197, convolved: 11_000_000 };

/** What a vision checkpoint makes of one image. */
export function imageOf(facts: CheckpointFacts): NonNullable<CheckpointFacts['image']> {
  if (facts.image != null) return facts.image;
  const { side, positions, convolved } = usualImage;
  const isConvolved = facts.linearOutputs === 0;
  return {
    side,
    positions: isConvolved ? 1 : positions,
    convolved: isConvolved ? convolved : 0,
    multiplications: isConvolved ? 160 * facts.parameters : positions * facts.parameters,
  };
}

/** Numbers of an image classifier that is tuned from a checkpoint: what was asked for, else what suits the data and the model. */
export function resolveVisionClassifier(
  asked: Hyperparameters,
  facts: CheckpointFacts,
  data: VisionTuningData & { seed: number },
): { spec: VisionClassifierSpec; reasons: TuningReasons } {
  const { tuning, reasons } = planClassifierTuning(asked, facts, { ...data, noun: 'image' });
  const image = imageOf(facts);
  const settings = {
    method: tuning.method,
    batchSize: tuning.batchSize,
    labels: data.labels,
    example: image,
    dataBytes: (data.trainRows + data.validationRows) * image.side * image.side * 3,
  };
  const microBatchRows = fitClassifierRows(facts, { ...settings, bytesMax: stepBytesMax });
  checkClassifierMemory(classifierTrainingBytes(facts, { ...settings, microBatchRows }), {
    bytesMax: stepBytesMax,
    method: tuning.method,
    noun: 'image',
    rows: microBatchRows,
  });
  const rows = countOf(microBatchRows, 'image');
  const chosen = asked.augmentation === 'auto' ? 'light' : asked.augmentation;
  return {
    spec: {
      ...{ task: 'image-classification', kind: 'vision', ...tuning, microBatchRows },
      augmentation: augmentationOf(chosen, image.side),
    },
    reasons: {
      ...reasons,
      augmentation: `Images are mirrored and shifted by up to ${augmentationOf('light', image.side).shift} of ${image.side} pixels, so that the model does not learn them by heart.`,
      microBatchRows:
        microBatchRows < tuning.batchSize
          ? `${rows} of ${image.side}×${image.side} pixels at once is what fits into the memory.`
          : `${rows} of ${image.side}×${image.side} pixels at once fit into the memory.`,
    },
  };
}

export function augmentationOf(chosen: Augmentation, side: number): VisionClassifierSpec['augmentation'] {
  if (chosen === 'none') return { isFlipped: false, shift: 0, cutout: 0 };
  const shift = Math.min(256, Math.round(side / 16));
  return { isFlipped: true, shift, cutout: chosen === 'strong' ? Math.min(512, Math.round(side / 4)) : 0 };
}

/** The word that stands for an augmentation. */
export function augmentationName({ isFlipped, cutout }: VisionClassifierSpec['augmentation']): Augmentation {
  return cutout > 0 ? 'strong' : isFlipped ? 'light' : 'none';
}
