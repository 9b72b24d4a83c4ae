import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { readCnnArtifact } from '../cnn/cnn-artifact.ts';
import { readObject } from '../fitting/fit-checkpoint.ts';
import { writeWhole } from '../fitting/write-whole.ts';
import { readTabularArtifact } from '../tabular/tabular-artifact.ts';
import { readConfig, readVocabulary } from '../text-classifier/model-config.ts';
import { checkParameters, modelFile, vocabularyFile } from '../text-classifier/trained-state.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import { cnnModel } from './cnn-model.ts';
import { formatUse, type Use } from './format-use.ts';
import type { LayersModel } from './layers-model.ts';
import { tabularModel } from './tabular-model.ts';
import { textClassifierModel } from './text-classifier-model.ts';
import { writeLayersModel } from './write-layers-model.ts';

interface Export {
  model: LayersModel;
  use: Use;
  /** Of the artifact, as they are. */
  files: readonly string[];
}

const readers: Readonly<Record<string, (folder: string) => Promise<Export>>> = {
  'modelmint-cnn': async (folder) => ({ model: cnnModel(await readCnnArtifact(folder)), use: 'images', files: [] }),
  'modelmint-tabular': async (folder) => ({
    model: tabularModel(await readTabularArtifact(folder)),
    use: 'tables',
    files: [],
  }),
  'modelmint-text-classifier': async (folder) => {
    const { spec, labels } = await readConfig(folder);
    const shape = { spec, words: (await readVocabulary(folder)).size, labels: labels.length };
    const weights = checkParameters(await readSafetensors(path.join(folder, modelFile)), shape, modelFile);
    return { model: textClassifierModel({ spec, labels, weights }), use: 'texts', files: [vocabularyFile] };
  },
};

/**
 * Writes a small trained model for browsers: `model.json` with shards of weights, which `tf.loadLayersModel` of TensorFlow.js
 * loads, what else using it takes, and a README that says how. Its outputs are those of the model here to 1e-5.
 *
 * @param artifactFolder of a text classifier, an image classifier or a model of tables
 * @param folder has its name only when it is whole; one that is there is replaced
 * @throws AppError `unsupported_parameter` for a model that TensorFlow.js layers cannot hold; `invalid_state` when a file is
 * missing, cut off, or does not fit the others.
 */
export async function exportTfjs(artifactFolder: string, folder: string): Promise<string> {
  const { format } = await readObject(artifactFolder, 'config.json');
  const read = typeof format === 'string' ? readers[format] : undefined;
  if (read === undefined) throw refuse(format);
  const { model, use, files } = await read(artifactFolder);
  return writeWhole(folder, async (aside) => {
    await writeLayersModel(aside, model);
    for (const name of files) await copyFile(path.join(artifactFolder, name), path.join(aside, name));
    await writeFile(path.join(aside, 'README.md'), formatUse(use, model));
  });
}

function refuse(format: unknown): AppError {
  const found =
    format === 'modelmint-recommender'
      ? 'A recommender is one product of two vectors, which its own files hold'
      : `A model of ${JSON.stringify(format ?? 'another program')} has no form in TensorFlow.js layers`;
  return new AppError(
    'unsupported_parameter',
    `${found}. Text classifiers, image classifiers and models of tables can be exported for TensorFlow.js.`,
  );
}
