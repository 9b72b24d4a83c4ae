import path from 'node:path';
import type { RecommenderModel, RecommenderSpec } from '@modelmint/domain/recommender-spec';
import type { Engine } from '../engine/engine.ts';
import { digestRun } from '../fitting/digest-run.ts';
import { readFitCheckpoint } from '../fitting/fit-checkpoint.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { openFitState, openWeights } from '../fitting/fit-state.ts';
import { planRows } from '../fitting/plan-rows.ts';
import { runFit } from '../fitting/run-fit.ts';
import { newProgress, planSteps } from '../fitting/training-progress.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { computeVectors, type Vectors } from './compute-vectors.ts';
import type { Entities, FeatureRows } from './entity-features.ts';
import type { Interactions } from './interaction.ts';
import { startRecommender } from './open-recommender-network.ts';
import { networkOf, writeRecommenderArtifact } from './recommender-artifact.ts';
import { type RecommenderData, readRecommenderData } from './recommender-data.ts';
import { measureRecommender, type RecommenderFigures } from './recommender-figures.ts';
import { openRecommenderFit } from './recommender-fit.ts';
import { listSeen } from './seen-items.ts';

export interface TrainRecommenderOptions {
  engine: Engine;
  spec: RecommenderSpec;
  /** Read once each. The last interaction of each user that has several is held out to measure on. */
  interactions: Interactions;
  /** Needed where the spec has columns of them; users and items without interactions are welcome. */
  userFeatures?: FeatureRows | undefined;
  itemFeatures?: FeatureRows | undefined;
  /** Ours to write in: `step-<n>` while training, `artifact` at the end. */
  checkpointFolder: string;
  /** A checkpoint that an earlier run of the same spec and data wrote. */
  resume?: { folder: string } | undefined;
  /** Looked at between rows and steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Awaited, before anything is trained. */
  onRead?: ((facts: InteractionFacts) => void | Promise<void>) | undefined;
  /** Awaited: training goes on when it is done. Its tokens are interactions. */
  onEvent: (event: FitEvent<RecommenderFigures>) => void | Promise<void>;
}

export interface TrainedRecommender {
  /** `model.safetensors`, `seen.safetensors`, `ids.json`, `config.json`. */
  artifactFolder: string;
  data: InteractionFacts;
  /** Of the best weights on the held-out interactions. */
  metrics: RecommenderFigures & { bestStep: number; steps: number; stoppedEarly: boolean };
  /** Interactions that were trained on, over all epochs. */
  rowsSeen: number;
}

/** What the rows turned out to hold, before anything is trained. */
export interface InteractionFacts {
  users: number;
  items: number;
  trainRows: number;
  /** The last interaction of each user that has several. */
  validationRows: number;
  /** Rows that a later one of the same user and item replaced. */
  replacedRows: number;
}

/**
 * Trains a recommender and keeps the weights that are best on the held-out interactions. The same seed, data and machine
 * give the same weights bit for bit, also when the run was cut off and resumed from any of its checkpoints.
 *
 * @throws AppError `dataset_invalid` for rows that do not fit, or too few of them; `invalid_state` when the loss is not
 * finite, or the checkpoint is damaged or of another run.
 */
export async function trainRecommender(options: TrainRecommenderOptions): Promise<TrainedRecommender> {
  const { engine, spec, checkpointFolder, signal } = options;
  const data = await readRecommenderData(options);
  const model = modelOf(spec, data);
  const facts: InteractionFacts = {
    users: model.users,
    items: model.items,
    trainRows: data.train.user.length,
    validationRows: data.validation.user.length,
    replacedRows: data.replaced,
  };
  await options.onRead?.(facts);
  const network = networkOf(model);
  const runDigest = digestRun(spec, numbersOf(data));
  const checkpoint = options.resume && (await readFitCheckpoint(options.resume.folder, runDigest, network.parameters));
  const rows = planRows(data.train.user.length, spec);
  const progress = checkpoint?.progress ?? newProgress();
  const start = checkpoint ?? { weights: startRecommender(network, spec.seed), best: [] };
  const state = openFitState(engine.tf, network.parameters, start);
  let best: NamedWeights[];
  try {
    best = await runFit({
      model: openRecommenderFit(engine, { spec, data, network, state, rows, signal }),
      settings: spec,
      plan: planSteps({ ...spec, stepsPerEpoch: rows.stepsPerEpoch }),
      progress,
      best: start.best,
      runDigest,
      checkpointFolder,
      signal,
      onEvent: options.onEvent,
    });
  } finally {
    state.dispose();
  }
  const vectors = vectorsOf(engine, best, { data, model });
  const { figures } = await measureRecommender(vectors, { spec, data, signal });
  const artifactFolder = await writeArtifact(path.join(checkpointFolder, 'artifact'), best, { data, model, vectors });
  const { bestStep, step: steps, stoppedEarly, tokensSeen: rowsSeen } = progress;
  return { artifactFolder, data: facts, metrics: { ...figures, bestStep, steps, stoppedEarly }, rowsSeen };
}

interface Learned {
  data: RecommenderData;
  model: RecommenderModel;
}

function vectorsOf(engine: Engine, best: readonly NamedWeights[], { data, model }: Learned): Vectors {
  const { parameter, dispose } = openWeights(engine.tf, best);
  try {
    const { users, items } = data;
    return computeVectors(engine, { network: networkOf(model), parameter, users, items, factors: model.spec.factors });
  } finally {
    dispose();
  }
}

function writeArtifact(
  folder: string,
  best: readonly NamedWeights[],
  { data, model, vectors }: Learned & { vectors: Vectors },
): Promise<string> {
  const { users, items, train, validation, baseline } = data;
  const all = { user: join(train.user, validation.user), item: join(train.item, validation.item) };
  return writeRecommenderArtifact(folder, {
    model,
    userIds: users.ids,
    itemIds: items.ids,
    vectors,
    popularity: baseline.items,
    towers: best.filter(({ name }) => name.includes('_tower.')),
    seen: listSeen(all, users.ids.length),
  });
}

function join(first: Int32Array, second: Int32Array): Int32Array {
  const both = new Int32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function modelOf(spec: RecommenderSpec, { users, items, baseline, range }: RecommenderData): RecommenderModel {
  return {
    spec,
    users: users.ids.length,
    items: items.ids.length,
    trainedUsers: users.trained,
    trainedItems: items.trained,
    mean: baseline.mean,
    deviation: baseline.deviation,
    range,
    userColumns: users.features?.columns ?? null,
    itemColumns: items.features?.columns ?? null,
  };
}

function numbersOf({ users, items, train, validation }: RecommenderData): (Int32Array | Float32Array)[] {
  const ofFeatures = ({ features }: Entities) =>
    features === undefined ? [] : [features.table.numeric, ...features.table.entries];
  const ofRows = ({ user, item, rating }: typeof train) => [user, item, rating];
  return [...ofRows(train), ...ofRows(validation), ...ofFeatures(users), ...ofFeatures(items)];
}
