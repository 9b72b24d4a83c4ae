import { AppError } from '@modelmint/domain/errors';
import type { ImageClassifierArchitecture, ImageClassifierShape } from '../architectures/architecture.ts';
import { readConfigFile } from '../checkpoint/open-checkpoint.ts';
import type { ImageRows, Normalisation } from '../cnn/image-rows.ts';
import { makeImageBatch } from '../cnn/make-image-batch.ts';
import { planRows } from '../fitting/plan-rows.ts';
import type { ImageProcessor, ImageSize } from '../image/image-processor.ts';
import { openImageShaper } from '../image/open-image-shaper.ts';
import { describeBase } from './classifier-base.ts';
import type { ClassifierRows } from './classifier-rows.ts';
import type { TrainVisionClassifierOptions, TunedClassifier } from './classifier-training.ts';
import { tuneClassifier } from './tune-classifier.ts';

/** Of a forward pass without gradients, which takes no more at once than a step. */
const passRowsMax = 8;

/**
 * Tunes a ViT or ResNet to tell labels of images, in full, with LoRA (ViT), or its head alone, and keeps the weights with the
 * lowest validation loss. The head is made anew for the labels, unless the checkpoint's are the same. Batch norms keep their
 * running statistics, which a few images of a step would only blur, and train scale and shift: PyTorch's training with these
 * modules in `eval` mode. The same seed, data and machine give the same weights bit for bit, also when the run was cut off and
 * resumed from any of its checkpoints.
 *
 * @throws AppError `invalid_file` for a base that cannot be used; `dataset_invalid` for images that are none or of another size;
 * `invalid_value` for modules that the model lacks; `invalid_state` when the loss is not finite, or
 * the checkpoint is damaged or of another run.
 */
export async function trainVisionClassifier(options: TrainVisionClassifierOptions): Promise<TunedClassifier> {
  const { modelFolder, spec, labels, trainRows, validationRows } = options;
  const shaper = await openImageShaper(modelFolder);
  checkSize('training', trainRows, shaper);
  checkSize('validation', validationRows, shaper);
  const json = await readConfigFile(modelFolder);
  const { architecture, config, base } = describeBase(json, { kind: 'image-classifier', labels });
  const normalisation = normalisationOf(shaper.processor);
  const open = (rows: ImageRows) => openImages(rows, { architecture, config, normalisation, spec });
  return tuneClassifier({
    options,
    spec,
    base,
    train: open(trainRows),
    validation: open(validationRows),
    plan: planRows(trainRows.count, spec),
    numbers: [trainRows, validationRows].flatMap(({ pixels, labels }) => [pixels, labels]),
    countOf: (chosen) => chosen.length,
  });
}

function checkSize(split: string, { height, width, channels }: ImageRows, size: ImageSize): void {
  if (height === size.height && width === size.width && channels === 3) return;
  throw new AppError(
    'dataset_invalid',
    `the ${split} images are ${width}×${height}×${channels}, the model's image processor makes ${size.width}×${size.height}×3`,
  );
}

/** The processor's rescaling and normalising as one, in the units of a byte. */
function normalisationOf({ rescaleFactor, normalize }: ImageProcessor): Normalisation {
  const factor = rescaleFactor ?? 1;
  const { mean, std } = normalize ?? { mean: [0, 0, 0], std: [1, 1, 1] };
  return { mean: mean.map((one) => one / factor), deviation: std.map((one) => one / factor) };
}

interface OpenImagesOptions {
  architecture: ImageClassifierArchitecture;
  config: ImageClassifierShape;
  normalisation: Normalisation;
  spec: TrainVisionClassifierOptions['spec'];
}

function openImages(rows: ImageRows, { architecture, config, normalisation, spec }: OpenImagesOptions): ClassifierRows {
  return {
    count: rows.count,
    labels: rows.labels,
    logits: (scope, chosen, random) => {
      const augmented = random && { augmentation: { ...spec.augmentation, random } };
      const batch = makeImageBatch(rows, chosen, { normalisation, ...augmented });
      const pixels = scope.tf.tensor4d(batch.pixels, [batch.size, rows.height, rows.width, rows.channels]);
      return architecture.classify(scope, config, architecture.hiddenStates(scope, config, pixels));
    },
    passes: () => {
      const passRows = Math.min(passRowsMax, spec.microBatchRows);
      const all = Int32Array.from({ length: rows.count }, (_, row) => row);
      return Array.from({ length: Math.ceil(rows.count / passRows) }, (_, pass) =>
        all.subarray(pass * passRows, (pass + 1) * passRows),
      );
    },
  };
}
