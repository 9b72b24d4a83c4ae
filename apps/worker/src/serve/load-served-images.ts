import { AppError } from '@modelmint/domain/errors';
import { type LoadedCnn, loadCnn } from '@modelmint/ml/cnn/load-cnn';
import { type ImageClassifier, loadImageClassifier } from '@modelmint/ml/image/load-image-classifier';
import type { RawImage } from '@modelmint/ml/image/raw-image';
import { makeImageRows, putImage } from '@modelmint/ml/image/scale-image-rows';
import type { LoadOptions } from './load-options.ts';
import type { AskedImage, Labels, LoadedImageClassifier } from './loaded-model.ts';
import { convolvedPixelsMax } from './pass-limits.ts';

/** For processors that leave the size as it is: activations of larger ones would not fit. */
const pixelsMaxDefault = 1 << 20;

const costOf = ({ image }: AskedImage) => image.width * image.height;

export async function loadServedCnn({ engine, folder }: LoadOptions): Promise<LoadedImageClassifier> {
  const cnn = await loadCnn({ engine, folder });
  return {
    kind: 'image-classifier',
    bytes: cnn.bytes,
    dispose: cnn.dispose,
    imported: undefined,
    pixelsMax: pixelsMaxDefault,
    costOf,
    shape: (image) => scale(image, cnn),
    run: (asked) => classify(cnn, asked),
  };
}

export async function loadServedImageClassifier(options: LoadOptions): Promise<LoadedImageClassifier> {
  const imported = await loadImageClassifier(options);
  const fitting = convolvedPixelsMax(imported.config, options.memoryBytesMax);
  return openImported(imported, Math.min(pixelsMaxDefault, fitting));
}

export async function adaptImageClassifier(
  base: ImageClassifier,
  pixelsMax: number,
  folder: string,
): Promise<LoadedImageClassifier> {
  return openImported(await base.adapt(folder), pixelsMax);
}

function openImported(imported: ImageClassifier, pixelsMax: number): LoadedImageClassifier {
  return {
    kind: 'image-classifier',
    bytes: imported.bytes,
    dispose: imported.dispose,
    imported,
    pixelsMax,
    costOf,
    shape: (image) => {
      const shaped = imported.shape(image);
      if (shaped.width * shaped.height <= pixelsMax) return shaped;
      throw new AppError(
        'invalid_value',
        `The model takes images as they are, and this one has ${shaped.width} × ${shaped.height} pixels: make it smaller, at most ${pixelsMax} pixels`,
      );
    },
    run: (asked) => {
      const topK = Math.max(...asked.map((one) => one.topK));
      const images = asked.map(({ image }) => image);
      return imported
        .topKOfShaped(images, topK)
        .map((best, i) =>
          best.slice(0, asked[i]?.topK).map(({ label, probability }) => ({ label, score: probability })),
        );
    },
  };
}

function scale(image: RawImage, size: LoadedCnn): RawImage {
  const rows = makeImageRows(1, size);
  putImage(rows, 0, { image });
  return { width: size.width, height: size.height, pixels: rows.pixels };
}

async function classify(cnn: LoadedCnn, asked: readonly AskedImage[]): Promise<Labels[]> {
  const rows = makeImageRows(asked.length, cnn);
  asked.forEach(({ image }, row) => {
    putImage(rows, row, { image });
  });
  const probabilities = await cnn.predict(rows);
  const { labels } = cnn;
  return asked.map(({ topK }, row) =>
    labels
      .map((label, i) => ({ label, score: probabilities[row * labels.length + i] ?? 0 }))
      .sort((a, b) => b.score - a.score)
      .slice(0, topK),
  );
}
