import { existsSync } from 'node:fs';
import path from 'node:path';
import { configFile, readConfigFile } from '../checkpoint/open-checkpoint.ts';
import type { EncoderArchitecture, HfConfig, ImageClassifierArchitecture } from './architecture.ts';

export type ClassifierArchitecture = EncoderArchitecture | ImageClassifierArchitecture;

/** config.json of the same model with a head that tells these labels apart, one for each input. */
export function withLabels(json: HfConfig, { classes }: ClassifierArchitecture, labels: readonly string[]): HfConfig {
  const headed = classes.find((name) => /For(Sequence|Image)Classification$/.test(name));
  if (headed === undefined) throw new RangeError(`none of ${classes.join(', ')} has a head for labels`);
  const { _num_labels: _, ...kept } = json;
  return {
    ...kept,
    architectures: [headed],
    id2label: Object.fromEntries(labels.map((label, index) => [index, label])),
    label2id: Object.fromEntries(labels.map((label, index) => [label, index])),
    num_labels: labels.length,
    problem_type: 'single_label_classification',
  };
}

/** config.json of a base with the head that an adapter brings: the adapter's own config.json, where it has one, names its labels. */
export async function withAdapterLabels(json: HfConfig, adapterFolder: string): Promise<HfConfig> {
  if (!existsSync(path.join(adapterFolder, configFile))) return json;
  const own = await readConfigFile(adapterFolder);
  if (own.id2label == null) return json;
  const { architectures, id2label, label2id, problem_type } = own;
  return { ...json, architectures, id2label, label2id, problem_type };
}
