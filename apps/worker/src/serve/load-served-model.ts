import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { adapterConfigFile } from '@modelmint/ml/adapter/peft-adapter';
import { findArchitecture } from '@modelmint/ml/architectures/registry';
import { configFile, openCheckpoint } from '@modelmint/ml/checkpoint/open-checkpoint';
import { readJsonObject } from '@modelmint/ml/checkpoint/read-json-object';
import { cnnFormat } from '@modelmint/ml/cnn/cnn-artifact';
import { recommenderFormat } from '@modelmint/ml/recommender/recommender-artifact';
import { tabularFormat } from '@modelmint/ml/tabular/tabular-artifact';
import { loadTextClassifier } from '@modelmint/ml/text-classifier/load-text-classifier';
import { modelFormat as textClassifierFormat } from '@modelmint/ml/text-classifier/model-config';
import { checkModelFiles, jsonGrowth } from './check-model-files.ts';
import { adaptLanguageModel, loadLanguageModel } from './load-language-model.ts';
import type { LoadOptions } from './load-options.ts';
import { adaptEncoder, loadServedEncoder } from './load-served-encoder.ts';
import { adaptImageClassifier, loadServedCnn, loadServedImageClassifier } from './load-served-images.ts';
import { loadServedRecommender } from './load-served-recommender.ts';
import { loadServedTabular } from './load-served-tabular.ts';
import type { LoadedModel } from './loaded-model.ts';
import { tooLarge } from './memory-errors.ts';
import { checkPass } from './pass-limits.ts';

/** Of a model of tables it holds all values that columns may have. */
const configSizeMax = 64 << 20;
const bytesPerNumber = 4;

export async function isAdapterFolder(folder: string): Promise<boolean> {
  return existsSync(path.join(folder, adapterConfigFile));
}

/**
 * Loads a stored model of any kind; its files say which: one that was trained here from scratch, a checkpoint in the hub's
 * layout, or an adapter, which stands on `base`.
 *
 * @throws AppError `invalid_file` or `invalid_state` when a file is missing, damaged or of a kind that is not served,
 * `engine_overloaded` for a model that is larger than the memory.
 */
export async function loadServedModel(options: LoadOptions, base: LoadedModel | undefined): Promise<LoadedModel> {
  if (base !== undefined) return loadAdapter(options, base);
  const { folder, memoryBytesMax } = options;
  const sizeMax = Math.min(configSizeMax, Math.floor(memoryBytesMax / jsonGrowth));
  const json = await readJsonObject(path.join(folder, configFile), sizeMax);
  if (typeof json.format === 'string') return loadFromScratch(json.format, options);
  await checkSize(options);
  checkPass(findArchitecture(json), json, memoryBytesMax);
  switch (findArchitecture(json).kind) {
    case 'causal-lm':
      return loadLanguageModel(options);
    case 'encoder':
      return loadServedEncoder(options);
    case 'image-classifier':
      return loadServedImageClassifier(options);
  }
}

async function loadFromScratch(format: string, options: LoadOptions): Promise<LoadedModel> {
  await checkModelFiles(options);
  switch (format) {
    case textClassifierFormat:
      return { kind: 'text-classifier', ...(await loadTextClassifier(options)) };
    case cnnFormat:
      return loadServedCnn(options);
    case tabularFormat:
      return loadServedTabular(options);
    case recommenderFormat:
      return loadServedRecommender(options);
    default:
      throw new AppError('invalid_state', `A model of the format ${format.slice(0, 60)} cannot be served.`);
  }
}

function loadAdapter(options: LoadOptions, base: LoadedModel): Promise<LoadedModel> {
  if (base.kind === 'causal-lm') return adaptLanguageModel(options, base);
  if (base.kind === 'encoder') return adaptEncoder(options, base);
  if (base.kind === 'image-classifier' && base.imported !== undefined)
    return adaptImageClassifier(base.imported, base.pixelsMax, options.folder);
  throw new AppError(
    'invalid_file',
    'The adapter stands on a model that cannot have one: it was trained from scratch.',
  );
}

/** Before the weights are read: of what never fits, nothing is to fill the memory. */
async function checkSize({ folder, memoryBytesMax }: LoadOptions): Promise<void> {
  const { weights } = await openCheckpoint(folder);
  await weights.close();
  const numbers = weights.tensors.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  if (numbers * bytesPerNumber > memoryBytesMax) throw tooLarge(numbers * bytesPerNumber, memoryBytesMax);
}
