import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import type { ImageRows } from '../cnn/image-rows.ts';
import { seededRandom } from '../random/seeded-random.ts';

export const toyLabels = ['cold', 'mild', 'warm'];
export const toyLora = {
  kind: 'lora',
  rank: 4,
  alpha: 8,
  dropout: 0,
  targetModules: null,
  useRslora: false,
} as const;

const toyTuning = {
  method: { kind: 'full' },
  epochs: 2,
  batchSize: 8,
  microBatchRows: 8,
  learningRate: 0.005,
  schedule: 'linear',
  warmupRatio: 0.1,
  weightDecay: 0.01,
  clipNorm: 1,
  headDropout: 0,
  labelSmoothing: 0,
  isBalanced: false,
  earlyStopPatience: 50,
  evaluationsPerEpoch: 1,
  seed: 3,
} as const;

/** For tests: small steps that show everything. */
export const toyEncoderSpec: EncoderClassifierSpec = {
  task: 'text-classification',
  kind: 'encoder',
  ...toyTuning,
  maxTokens: 24,
};
export const toyVisionSpec: VisionClassifierSpec = {
  task: 'image-classification',
  kind: 'vision',
  ...toyTuning,
  augmentation: { isFlipped: false, shift: 0, cutout: 0 },
};

export function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'modelmint-tuning-'));
}

/** The reference model of this name. */
export function referenceFolder(name: string): string {
  return path.resolve(import.meta.dirname, '../../references', name);
}

const words = { cold: ['ice', 'snow', 'frost'], mild: ['fog', 'rain', 'wind'], warm: ['sun', 'sand', 'fire'] };

/** Sentences that a word tells the label of. */
export function writeToyTexts(folder: string, name: string, { count, seed }: { count: number; seed: number }): string {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const rows = Array.from({ length: count }, (_, index) => {
    const label = toyLabels[index % 3] as keyof typeof words;
    const filler = Array.from({ length: Math.floor(random() * 5) }, () => pick(['the', 'a mill', 'by', 'wheel']));
    return JSON.stringify({ text: [...filler, pick(words[label]), 'today'].join(' '), label });
  });
  const file = path.join(folder, name);
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

/** A copy of a vision reference with an image processor. */
export function copyVision(name: string, side: number): string {
  const folder = makeFolder();
  cpSync(referenceFolder(name), folder, { recursive: true });
  const processor = { image_processor_type: 'ViTImageProcessor', size: { height: side, width: side } };
  writeFileSync(path.join(folder, 'preprocessor_config.json'), JSON.stringify(processor));
  return folder;
}

/** Images whose brightest channel is the label. */
export function makeToyImages(count: number, { side, seed }: { side: number; seed: number }): ImageRows {
  const random = seededRandom(seed);
  const labels = Int32Array.from({ length: count }, (_, row) => row % 3);
  const size = side * side * 3;
  const pixels = Uint8Array.from({ length: count * size }, (_, index) => {
    const isBright = index % 3 === labels[Math.floor(index / size)];
    return Math.floor(random() * 120) + (isBright ? 120 : 0);
  });
  return { count, height: side, width: side, channels: 3, pixels, labels };
}
