import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { loadEncoder } from '../encoder/load-encoder.ts';
import type { Engine } from '../engine/engine.ts';
import type { FitCheckpointEvent, FitEvent, FitMetricsEvent } from '../fitting/fit-event.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import type {
  ClassifierFigures,
  TrainEncoderClassifierOptions,
  TrainVisionClassifierOptions,
} from './classifier-training.ts';
import {
  copyVision,
  makeFolder,
  makeToyImages,
  referenceFolder,
  toyEncoderSpec,
  toyLabels,
  toyVisionSpec,
  writeToyTexts,
} from './toy-classifier.ts';
import { trainEncoderClassifier } from './train-encoder-classifier.ts';
import { trainVisionClassifier } from './train-vision-classifier.ts';

/** Of all weights in an artifact. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.safetensors')) hash.update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

export type TextPart = Partial<Omit<TrainEncoderClassifierOptions, 'spec'>> & {
  spec?: Partial<TrainEncoderClassifierOptions['spec']>;
  rows?: number;
};

/** For tests: trainings of small models on an engine. */
export function openToyTuning(open: () => Promise<Engine>) {
  async function tuneTexts({ spec, rows = 24, ...part }: TextPart = {}) {
    const folder = makeFolder();
    const events: FitEvent<ClassifierFigures>[] = [];
    const result = await trainEncoderClassifier({
      engine: await open(),
      modelFolder: referenceFolder('bert'),
      labels: toyLabels,
      trainPath: writeToyTexts(folder, 'train.jsonl', { count: rows, seed: 1 }),
      validationPath: writeToyTexts(folder, 'validation.jsonl', { count: 9, seed: 2 }),
      checkpointFolder: path.join(folder, 'checkpoints'),
      ...part,
      spec: { ...toyEncoderSpec, ...spec },
      onEvent: async (event) => {
        events.push(event);
        await part.onEvent?.(event);
      },
    });
    const reports = events.filter((event): event is FitMetricsEvent<ClassifierFigures> => event.kind === 'metrics');
    const checkpoints = events.filter(
      (event): event is FitCheckpointEvent<ClassifierFigures> => event.kind === 'checkpoint',
    );
    return { ...result, folder, events, reports, checkpoints };
  }

  async function tuneImages(model: string, spec: Partial<TrainVisionClassifierOptions['spec']>, rows = 12) {
    const modelFolder = copyVision(model, model === 'vit' ? 12 : 24);
    const size = { side: model === 'vit' ? 12 : 24 };
    const result = await trainVisionClassifier({
      engine: await open(),
      modelFolder,
      labels: toyLabels,
      trainRows: makeToyImages(rows, { ...size, seed: 1 }),
      validationRows: makeToyImages(9, { ...size, seed: 2 }),
      checkpointFolder: path.join(makeFolder(), 'checkpoints'),
      spec: { ...toyVisionSpec, ...spec },
      onEvent: () => undefined,
    });
    return { ...result, modelFolder };
  }

  /** Probabilities of the texts of a file, in the order of the labels. */
  async function askTexts(file: string, options: { folder: string; adapterFolder?: string }): Promise<number[]> {
    const tokenizer = await loadTokenizer(options.adapterFolder ?? options.folder);
    const texts = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ ids: tokenizer.encode((JSON.parse(line) as { text: string }).text) }));
    const encoder = await loadEncoder({ engine: await open(), ...options });
    expect(encoder.config.labels).toEqual(toyLabels);
    const { scores } = encoder.classify(texts);
    encoder.dispose();
    return scores.flatMap((one) => toyLabels.map((label) => one.find((score) => score.label === label)?.score ?? 0));
  }

  return { tuneTexts, tuneImages, askTexts };
}
