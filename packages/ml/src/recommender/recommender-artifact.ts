import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { RecommenderModel } from '@modelmint/domain/recommender-spec';
import { checkFinite } from '../fitting/check-finite.ts';
import { readFitting, readObject } from '../fitting/fit-checkpoint.ts';
import { writeWhole } from '../fitting/write-whole.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { writeTensors } from '../weights/write-tensors.ts';
import type { Vectors } from './compute-vectors.ts';
import { openRecommenderNetwork, type RecommenderNetwork } from './open-recommender-network.ts';
import type { SeenItems } from './seen-items.ts';

const files = {
  config: 'config.json',
  ids: 'ids.json',
  weights: 'model.safetensors',
  seen: 'seen.safetensors',
} as const;
export const recommenderFormat = 'modelmint-recommender';
const version = 1;

/** What a trained recommender answers from. */
export interface RecommenderArtifact {
  model: RecommenderModel;
  userIds: string[];
  itemIds: string[];
  vectors: Vectors;
  /** Of each item: the rating that is expected of anyone, or the share of users that have it. */
  popularity: Float32Array; // [items]
  /** Parameters of the towers alone. */
  towers: NamedWeights[];
  /** What each user has, the held-out rows among them. */
  seen: SeenItems;
}

export async function writeRecommenderArtifact(folder: string, artifact: RecommenderArtifact): Promise<string> {
  const { model, userIds, itemIds, vectors, popularity, towers, seen } = artifact;
  const values = { 'user.vectors': vectors.users, 'item.vectors': vectors.items, 'item.popularity': popularity };
  const weights = tablesOf(model).map(({ name, shape }) => ({ name, shape, values: values[name] }));
  return writeWhole(folder, async (aside) => {
    await writeSafetensors(path.join(aside, files.weights), [...weights, ...towers], { metadata: { format: 'pt' } });
    await writeTensors(path.join(aside, files.seen), [integers('starts', seen.starts), integers('items', seen.items)]);
    await writeFile(path.join(aside, files.ids), JSON.stringify({ users: userIds, items: itemIds }));
    await writeFile(
      path.join(aside, files.config),
      `${JSON.stringify({ format: recommenderFormat, version, ...model }, null, 2)}\n`,
    );
  });
}

/** @throws AppError `invalid_state` when a file is missing, cut off, of another program, or does not fit the others. */
export async function readRecommenderArtifact(
  folder: string,
): Promise<RecommenderArtifact & { network: RecommenderNetwork }> {
  const { format: foundFormat, version: foundVersion, ...config } = await readObject(folder, files.config);
  const refuse = (what: string) =>
    new AppError('invalid_state', `${files.config} in ${path.basename(folder)} is not of a recommender: ${what}`);
  if (foundFormat !== recommenderFormat || foundVersion !== version)
    throw refuse(`it is of ${JSON.stringify(foundFormat)}, version ${JSON.stringify(foundVersion)}`);
  const parsed = RecommenderModel.safeParse(config);
  if (!parsed.success) throw refuse(`${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
  const model = parsed.data;
  const network = networkOf(model);
  const towerShapes = network.parameters.filter(({ name }) => name.includes('_tower.'));
  const all = await readFitting(path.join(folder, files.weights), [...tablesOf(model), ...towerShapes]);
  checkFinite(all, files.weights);
  const valuesOf = (name: string) => all.find((one) => one.name === name)?.values ?? new Float32Array();
  const ids = await readObject(folder, files.ids);
  return {
    model,
    network,
    userIds: checkIds(ids.users, { count: model.users, noun: 'user' }),
    itemIds: checkIds(ids.items, { count: model.items, noun: 'item' }),
    vectors: { factors: model.spec.factors, users: valuesOf('user.vectors'), items: valuesOf('item.vectors') },
    popularity: valuesOf('item.popularity'),
    towers: all.slice(tablesOf(model).length),
    seen: await readSeen(path.join(folder, files.seen), model),
  };
}

export function networkOf({ spec, userColumns, itemColumns, trainedUsers, trainedItems }: RecommenderModel) {
  const { factors, towerSizes, dropout, regularisation } = spec;
  return openRecommenderNetwork({
    users: { trained: trainedUsers, columns: userColumns ?? undefined },
    items: { trained: trainedItems, columns: itemColumns ?? undefined },
    factors,
    towerSizes,
    dropout,
    regularisation,
  });
}

function tablesOf({ spec, users, items }: RecommenderModel) {
  const width = spec.factors + 1;
  return [
    { name: 'user.vectors', shape: [users, width] },
    { name: 'item.vectors', shape: [items, width] },
    { name: 'item.popularity', shape: [items] },
  ] as const satisfies { name: string; shape: number[] }[];
}

function checkIds(ids: unknown, { count, noun }: { count: number; noun: string }): string[] {
  const isList = Array.isArray(ids) && ids.length === count && new Set(ids).size === count;
  if (isList && ids.every((id): id is string => typeof id === 'string')) return ids;
  throw new AppError(
    'invalid_state',
    `${files.ids} does not hold ${count} different ids of ${noun}s, as its config says`,
  );
}

function integers(name: string, values: Int32Array) {
  const readBytes = () => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, shape: [values.length], dtype: 'I32' as const, readBytes };
}

async function readSeen(file: string, { users, items }: RecommenderModel): Promise<SeenItems> {
  const [starts, seen] = [await readIntegers(file, 'starts'), await readIntegers(file, 'items')];
  const rises = starts.every((start, user) => user === 0 || start >= (starts[user - 1] ?? 0));
  const fits = starts.length === users + 1 && starts[0] === 0 && starts[users] === seen.length && rises;
  if (fits && seen.every((item) => item >= 0 && item < items) && eachRises({ starts, items: seen }))
    return { starts, items: seen };
  throw new AppError('invalid_state', `${files.seen} holds other users or items than its config says`);
}

/** What a user has is found by halving. */
function eachRises({ starts, items }: SeenItems): boolean {
  let user = 0;
  return items.every((item, at) => {
    while ((starts[user + 1] ?? items.length) <= at) user++;
    return at === (starts[user] ?? 0) || item > (items[at - 1] ?? 0);
  });
}

async function readIntegers(file: string, name: string): Promise<Int32Array> {
  try {
    const source = await openSafetensors(file);
    try {
      if (source.find(name)?.dtype !== 'I32')
        throw new AppError('invalid_state', `${path.basename(file)} has no ${name} as I32`);
      const bytes = await source.readBytes(name);
      return new Int32Array(bytes.slice().buffer);
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!isAppError(error) || error.code === 'invalid_state') throw error;
    throw new AppError('invalid_state', error.message, { cause: error }); // our own file, not the customer's upload
  }
}
