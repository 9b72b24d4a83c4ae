import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts';
import { readJsonObject } from './read-json-object.ts';

export const indexFile = 'model.safetensors.index.json';
const indexSizeMax = 20 << 20;
const shardsMax = 1000;
/** A plain name, so that no index reaches out of its folder. */
const shardName = /^[\w-][\w.-]*\.safetensors$/;

/**
 * Opens all shards that the folder's index names, as one source. Tensors that the index does not name are not seen.
 *
 * @throws AppError `invalid_file` when the index is damaged, a shard is missing, or lacks a tensor that it should hold.
 */
export async function openShards(folder: string): Promise<WeightSource> {
  const places = await readIndex(folder);
  const names = [...new Set(places.values())].sort();
  if (names.length > shardsMax) throw refuse(`it names ${names.length} shards; the limit is ${shardsMax}`);
  const missing = names.filter((name) => !existsSync(path.join(folder, name)));
  if (missing.length > 0)
    throw refuse(`${missing.length} of its ${names.length} shards are missing: ${missing.slice(0, 5).join(', ')}`);
  const shards = new Map<string, WeightSource>();
  const close = async () => {
    for (const shard of shards.values()) await shard.close();
  };
  try {
    for (const name of names) shards.set(name, await openSafetensors(path.join(folder, name)));
    return { ...joinShards(places, shards), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readIndex(folder: string): Promise<Map<string, string>> {
  const { weight_map: map } = await readJsonObject(path.join(folder, indexFile), indexSizeMax);
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw refuse('it has no weight_map');
  const places = new Map<string, string>();
  for (const [name, shard] of Object.entries(map)) {
    if (typeof shard !== 'string' || !shardName.test(shard))
      throw refuse(`${name} stands in ${JSON.stringify(shard)}, which is no name of a safetensors file in this folder`);
    places.set(name, shard);
  }
  return places;
}

function joinShards(
  places: ReadonlyMap<string, string>,
  shards: ReadonlyMap<string, WeightSource>,
): Omit<WeightSource, 'close'> {
  const byName = new Map<string, { tensor: StoredTensor; shard: WeightSource }>();
  for (const [name, shard] of shards) {
    for (const tensor of shard.tensors)
      if (places.get(tensor.name) === name) byName.set(tensor.name, { tensor, shard });
  }
  for (const [name, shard] of places) if (!byName.has(name)) throw refuse(`${shard} does not hold ${name}`);
  const need = (name: string) => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`the shards have no ${name}`);
    return found.shard;
  };
  return {
    tensors: [...byName.values()].map(({ tensor }) => tensor),
    metadata: [...shards.values()][0]?.metadata ?? {},
    find: (name) => byName.get(name)?.tensor,
    readFloat32: (name) => need(name).readFloat32(name),
    readBytes: (name) => need(name).readBytes(name),
  };
}

function refuse(what: string): AppError {
  return new AppError('invalid_file', `${indexFile}: ${what}`);
}
