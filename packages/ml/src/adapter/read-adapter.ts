import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { readJsonObject } from '../checkpoint/read-json-object.ts';
import { refuseOtherWeights } from '../checkpoint/refuse-other-weights.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts';
import { patternValue } from './pattern-value.ts';
import {
  adapterConfigFile,
  adapterWeightsFile,
  type PeftAdapter,
  type PeftConfig,
  type PeftPair,
  peftPrefix,
} from './peft-adapter.ts';
import { readPeftConfig } from './read-peft-config.ts';

const configSizeMax = 1 << 20;
const lowRankPart = /^(.+)\.lora_([AB])\.weight$/;

/**
 * Reads a LoRA adapter as peft saves it. Whether it fits a base model is for `openAdapter` to say.
 *
 * @throws AppError `invalid_file` when a file is missing or damaged, half of a pair is missing, a rank is not what the
 * config says, or the adapter uses what is not supported.
 */
export async function readAdapter(folder: string): Promise<PeftAdapter> {
  const config = readPeftConfig(await readJsonObject(path.join(folder, adapterConfigFile), configSizeMax));
  const names = await readdir(folder);
  if (!names.includes(adapterWeightsFile)) await refuseOtherWeights(folder, names);
  const source = await openSafetensors(path.join(folder, adapterWeightsFile));
  try {
    const { halves, others } = sortTensors(source);
    const pairs = new Map<string, PeftPair>();
    for (const [module, half] of halves) pairs.set(module, await readPair(source, config, { module, ...half }));
    const saved = new Map<string, NamedWeights>();
    for (const [name, { name: storedName, shape }] of others)
      saved.set(name, { name, shape: [...shape], values: await source.readFloat32(storedName) });
    if (pairs.size + saved.size === 0) throw refuse('it holds no tensors');
    return { config, pairs, saved };
  } finally {
    await source.close();
  }
}

interface Halves {
  A?: StoredTensor;
  B?: StoredTensor;
}

function sortTensors(source: WeightSource): { halves: Map<string, Halves>; others: Map<string, StoredTensor> } {
  const halves = new Map<string, Halves>();
  const others = new Map<string, StoredTensor>();
  for (const tensor of source.tensors) {
    if (!tensor.name.startsWith(peftPrefix)) throw refuse(`${tensor.name} does not start with ${peftPrefix}`);
    const name = tensor.name.slice(peftPrefix.length);
    const [, module, side] = lowRankPart.exec(name) ?? [];
    if (module !== undefined) halves.set(module, { ...halves.get(module), [side === 'A' ? 'A' : 'B']: tensor });
    else if (name.includes('.lora_')) throw refuse(`${name} is a part of a method that is not supported`);
    else others.set(name.replace('.base_layer.', '.'), tensor); // a whole weight beside its low-rank part
  }
  return { halves, others };
}

async function readPair(
  source: WeightSource,
  config: PeftConfig,
  { module, A, B }: Halves & { module: string },
): Promise<PeftPair> {
  if (A === undefined || B === undefined) throw refuse(`${module} has no lora_${A === undefined ? 'A' : 'B'}`);
  const [rank, inSize] = A.shape;
  const [out, rankOfB] = B.shape;
  if (rank === undefined || inSize === undefined || A.shape.length !== 2 || rank * inSize === 0)
    throw refuse(`lora_A of ${module}: expected [rank, in], found [${A.shape.join(', ')}]`);
  if (out === undefined || B.shape.length !== 2 || rankOfB !== rank)
    throw refuse(`lora_B of ${module}: expected [out, ${rank}] to go with its lora_A, found [${B.shape.join(', ')}]`);
  const expected = patternValue(config.rankPattern, module, config.r);
  if (rank !== expected)
    throw refuse(`lora_A of ${module} has the rank ${rank} where ${adapterConfigFile} says ${expected}`);
  return {
    rank,
    in: inSize,
    out,
    a: await source.readFloat32(A.name),
    b: await source.readFloat32(B.name),
  };
}

function refuse(what: string): AppError {
  return new AppError('invalid_file', `${adapterWeightsFile}: ${what}`);
}
