import { AppError } from '@modelmint/domain/errors';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import { openTableCollector } from '../tabular/collect-table.ts';
import { encodeTable } from '../tabular/encode-table.ts';
import type { TableRow } from '../tabular/table-row.ts';
import { makeSide, vectorAt } from './compute-vectors.ts';
import { featuresToRead } from './entity-features.ts';
import type { EntityId } from './interaction.ts';
import type { RecommenderNetwork } from './open-recommender-network.ts';
import type { RecommenderArtifact } from './recommender-artifact.ts';

/** What is known of a user or an item of a call. */
export interface Known {
  /** Undefined where it has neither interactions nor features. */
  vector: Float32Array | undefined;
  /** Where it was in the data of the training. */
  place: number | undefined;
  basis: 'interactions' | 'features' | 'nothing';
}

export interface KnowerParts extends Pick<RecommenderArtifact, 'model' | 'vectors' | 'userIds' | 'itemIds'> {
  network: RecommenderNetwork;
  /** Of the towers. */
  parameter: (name: string) => Tensor;
}

/** Features count only for one without interactions. */
export type Know = (id: EntityId, features?: TableRow) => Known;

/** Finds users, or items, by id or by features. */
export function openKnower(engine: Engine, side: 'user' | 'item', parts: KnowerParts): Know {
  const { model, userIds, itemIds } = parts;
  const { factors } = model.spec;
  const [ids, trained] = side === 'user' ? [userIds, model.trainedUsers] : [itemIds, model.trainedItems];
  const vectors = parts.vectors[`${side}s`];
  const places = new Map<string, number>();
  ids.forEach((id, place) => {
    places.set(id, place);
  });
  return (id, features) => {
    const place = places.get(String(id).trim());
    const kept = place === undefined ? undefined : vectorAt(vectors, place, factors);
    if (place !== undefined && place < trained) return { vector: kept, place, basis: 'interactions' };
    const vector = features === undefined ? kept : readFeatures(engine, features, { ...parts, side });
    return { vector, place, basis: vector === undefined ? 'nothing' : 'features' };
  };
}

type Reading = KnowerParts & { side: 'user' | 'item' };

/** The vector that the tower gives. */
function readFeatures(engine: Engine, features: TableRow, reading: Reading): Float32Array {
  const { tf } = engine;
  const { model, network, parameter, side } = reading;
  const { spec } = model;
  const columns = side === 'user' ? model.userColumns : model.itemColumns;
  if (columns === null)
    throw new AppError('invalid_value', `This model knows ${side}s by their ids alone: leave their features out.`, {
      param: `${side}Features`,
    });
  const source = side === 'user' ? 'given user features' : 'given item features';
  const collector = openTableCollector(
    featuresToRead(spec[`${side}Features`], { missingWords: spec.missingWords, source }),
  );
  collector.add(features);
  const table = encodeTable(collector.finish(), columns);
  const batch = makeSide({ trained: 0, bias: new Float32Array(), features: { columns, table } }, Int32Array.of(0));
  return tf.tidy(() => {
    const noIds = tf.zeros([1, spec.factors + 1]);
    const context = {
      engine,
      parameter: (one: string) => (one === `${side}.weight` ? noIds : parameter(one)),
      training: undefined,
    };
    return network.runSide(context, side, { batch, penalty: 0 }).vectors.dataSync() as Float32Array;
  });
}
