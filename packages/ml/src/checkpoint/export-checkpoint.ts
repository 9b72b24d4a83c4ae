import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HfConfig } from '../architectures/architecture.ts';
import { dtypeSize } from '../weights/dtype-size.ts';
import { fromFloat32 } from '../weights/from-float32.ts';
import type { TensorToWrite } from '../weights/tensor-to-write.ts';
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts';
import { writeTensors } from '../weights/write-tensors.ts';
import { copyTokenizer } from './copy-tokenizer.ts';
import { formatHubCard, type HubCard } from './hub-card.ts';
import { configFile, weightsFile } from './open-checkpoint.ts';
import { indexFile } from './open-shards.ts';
import { planShards } from './plan-shards.ts';

/** As transformers names them in config.json. */
const exportDtypes = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' } as const;
const floats: readonly string[] = ['F64', ...Object.keys(exportDtypes)];

export interface ExportOptions {
  config: HfConfig;
  weights: WeightSource;
  /** Of all floating-point weights; without it each stays as it is stored. */
  dtype?: keyof typeof exportDtypes;
  /** Default: 5 GB */
  shardBytesMax?: number;
  /** Whose tokenizer's files are copied, such as the base model's. */
  tokenizerFolder?: string;
  card?: HubCard;
  /** Awaited with the folder that holds all the rest, before it gets its name. */
  finish?: (folder: string) => Promise<void>;
}

/**
 * Writes a model's folder as the Hugging Face hub lays it out. The folder has its name only when it is whole; one that is
 * there is replaced. Weights are read and written one at a time.
 */
export async function exportCheckpoint(folder: string, options: ExportOptions): Promise<void> {
  const { config, weights, dtype, shardBytesMax = 5e9, tokenizerFolder, card, finish } = options;
  const aside = `${folder}.part`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await writeFile(path.join(aside, configFile), formatJson(configToWrite(config, dtype)));
  const tensors = weights.tensors.map((one) => tensorToWrite(weights, one, dtype));
  await writeShards(aside, planShards(tensors, shardBytesMax));
  if (tokenizerFolder !== undefined) await copyTokenizer(tokenizerFolder, aside);
  if (card !== undefined) await writeFile(path.join(aside, 'README.md'), formatHubCard(card));
  await finish?.(aside);
  await rm(folder, { recursive: true, force: true });
  await rename(aside, folder);
}

/** Without the code that `auto_map` asks for, which does not come along, and with the type that the weights now have. */
function configToWrite({ auto_map: _, ...config }: HfConfig, dtype: ExportOptions['dtype']): HfConfig {
  if (dtype === undefined) return config;
  return { ...config, ['dtype' in config ? 'dtype' : 'torch_dtype']: exportDtypes[dtype] };
}

function tensorToWrite(
  source: WeightSource,
  { name, shape, dtype: stored }: StoredTensor,
  asked?: keyof typeof exportDtypes,
): TensorToWrite {
  const dtype = asked !== undefined && floats.includes(stored) ? asked : stored;
  const readBytes = async () =>
    dtype === stored ? await source.readBytes(name) : fromFloat32(await source.readFloat32(name), dtype);
  return { name, shape, dtype, readBytes };
}

async function writeShards(folder: string, shards: readonly TensorToWrite[][]): Promise<void> {
  const metadata = { format: 'pt' }; // transformers refuses a file without it
  const [only] = shards;
  if (shards.length === 1 && only !== undefined) {
    await writeTensors(path.join(folder, weightsFile), only.toSorted(byAlignment), metadata);
    return;
  }
  const places: [string, string][] = [];
  let totalSize = 0;
  for (const [index, shard] of shards.entries()) {
    const name = `model-${pad(index + 1)}-of-${pad(shards.length)}.safetensors`;
    totalSize += await writeTensors(path.join(folder, name), shard.toSorted(byAlignment), metadata);
    places.push(...shard.map((tensor): [string, string] => [tensor.name, name]));
  }
  const map = Object.fromEntries(places.sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(path.join(folder, indexFile), formatJson({ metadata: { total_size: totalSize }, weight_map: map }));
}

/** Wide values first, so that all are aligned; then by name, as the safetensors crate orders them. */
function byAlignment(a: TensorToWrite, b: TensorToWrite): number {
  return dtypeSize[b.dtype] - dtypeSize[a.dtype] || (a.name < b.name ? -1 : 1);
}

function pad(count: number): string {
  return String(count).padStart(5, '0');
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
