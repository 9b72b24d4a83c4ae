import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { TabularModel } from '@modelmint/domain/tabular-spec';
import { checkFinite } from '../fitting/check-finite.ts';
import { readFitting, readObject } from '../fitting/fit-checkpoint.ts';
import { writeWhole } from '../fitting/write-whole.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { labelsMax } from './learn-target.ts';
import { openTableNetwork, type TableNetwork } from './open-table-network.ts';

const files = { config: 'config.json', weights: 'model.safetensors' } as const;
export const tabularFormat = 'modelmint-tabular';
const version = 1;

export async function writeTabularArtifact(
  folder: string,
  model: TabularModel,
  weights: readonly NamedWeights[],
): Promise<string> {
  return writeWhole(folder, async (aside) => {
    await writeSafetensors(path.join(aside, files.weights), weights, { metadata: { format: 'pt' } });
    await writeFile(
      path.join(aside, files.config),
      `${JSON.stringify({ format: tabularFormat, version, ...model }, null, 2)}\n`,
    );
  });
}

export interface TabularArtifact {
  model: TabularModel;
  network: TableNetwork;
  weights: NamedWeights[];
}

/** @throws AppError `invalid_state` when a file is missing, cut off, of another program, or does not fit the other. */
export async function readTabularArtifact(folder: string): Promise<TabularArtifact> {
  const { format: foundFormat, version: foundVersion, ...config } = await readObject(folder, files.config);
  const refuse = (what: string) =>
    new AppError('invalid_state', `${files.config} in ${path.basename(folder)} is not of a model of tables: ${what}`);
  if (foundFormat !== tabularFormat || foundVersion !== version)
    throw refuse(`it is of ${JSON.stringify(foundFormat)}, version ${JSON.stringify(foundVersion)}`);
  const model = TabularModel.safeParse(config);
  if (!model.success) throw refuse(`${model.error.issues[0]?.path.join('.')}: ${model.error.issues[0]?.message}`);
  const mismatch = findMismatch(model.data);
  if (mismatch !== undefined) throw refuse(mismatch);
  const network = networkOf(model.data);
  const weights = await readFitting(path.join(folder, files.weights), network.parameters);
  checkFinite(weights, files.weights);
  return { model: model.data, network, weights };
}

/** What was learned is to be of the columns that the spec names, and within its bounds. */
function findMismatch({ spec, columns, target }: TabularModel): string | undefined {
  const inputs = spec.columns.filter(({ role }) => role !== 'target');
  const isSame = columns.length === inputs.length && columns.every(({ name }, at) => name === inputs[at]?.name);
  if (!isSame) return 'columns: they are not those of its spec';
  if (!spec.columns.some(({ name, role }) => role === 'target' && name === target.name))
    return `target: its spec has another than "${target.name}"`;
  const wide = columns.find((column) => column.kind === 'categorical' && column.size > spec.embeddingSizeMax);
  if (wide !== undefined) return `columns: the embedding of "${wide.name}" is larger than its spec allows`;
  if (columns.every(({ kind }) => kind === 'left-out')) return 'columns: it reads none';
  if (target.kind === 'value' || target.labels.length <= labelsMax) return undefined;
  return `target: it has ${target.labels.length} labels, more than ${labelsMax}`;
}

/** One output for each label, or one. */
export function networkOf({ spec, columns, target }: TabularModel): TableNetwork {
  const { hiddenSizes, dropout } = spec;
  const outputs = target.kind === 'label' ? target.labels.length : 1;
  return openTableNetwork({ columns, hiddenSizes, dropout, outputs });
}
