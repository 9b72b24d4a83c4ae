import type { LearnedColumn } from '@modelmint/domain/tabular-spec';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { FitParameter } from '../fitting/fit-state.ts';
import type { PassContext } from '../layers/layer.ts';
import { startParameters } from '../layers/start-parameters.ts';
import type { TableBatch } from '../tabular/encode-table.ts';
import { openTableNetwork, type TableNetwork } from '../tabular/open-table-network.ts';
import type { NamedWeights } from '../weights/named-weights.ts';

export interface RecommenderShape {
  users: SideShape;
  items: SideShape;
  factors: number;
  towerSizes: readonly number[];
  dropout: number;
  /** λ of the squared sizes of a row's id vectors, those of its items as their mean. */
  regularisation: number;
}

export interface SideShape {
  /** With interactions to learn from. */
  trained: number;
  /** Undefined: known by their ids alone. */
  columns: readonly LearnedColumn[] | undefined;
}

/** Users, or items, of a pass. */
export interface SideBatch {
  places: Int32Array; // [size], below `trained` wherever `shown` is not 0
  /** 0 hides the id: only features count. */
  shown: Float32Array; // [size]
  /** What the data say of the bias before anything is learned; the learned one comes on top. */
  bias: Float32Array; // [size]
  /** Where the side has a tower. */
  table: TableBatch | undefined;
}

/** A vector and, as its last number, a bias. */
export interface SidePass {
  vectors: Tensor2D; // [size, factors + 1]
  backward(gradient: Tensor2D, gradients: Map<string, Tensor>): void;
}

export interface RecommenderNetwork {
  parameters: readonly FitParameter[];
  /** `penalty` is λ's factor for each of the side's id vectors, in the gradient only. */
  runSide(context: PassContext, side: 'user' | 'item', input: { batch: SideBatch; penalty: number }): SidePass;
  /** Call it and `backward` inside one `tf.tidy`; `items` holds `width` items for each user in turn. */
  forward(context: PassContext, batch: { users: SideBatch; items: SideBatch; width: number }): ScorePass;
}

export interface ScorePass {
  scores: Tensor2D; // [users, width], of ratings in deviations above their mean
  backward(gradient: Tensor2D): Map<string, Tensor>;
}

/** Draws from ±√(6 / 200) ≈ ±0.17: vectors start small, so that biases explain first. */
const idFanIn = 200;

/**
 * Matrix factorisation with biases: score = b_u + b_i + p_u · q_i (Koren, Bell and Volinsky 2009), with the biases drawn to
 * those of the baseline instead of 0. Where there are
 * features, a tower of layers reads them and adds to the id's vector and bias (Covington et al. 2016); a user or an item
 * without an id of its own has those of its tower.
 */
export function openRecommenderNetwork(shape: RecommenderShape): RecommenderNetwork {
  const { factors, towerSizes: hiddenSizes, dropout } = shape;
  const outputs = factors + 1;
  const open = (side: 'user' | 'item', { columns }: SideShape) =>
    columns && openTableNetwork({ columns, hiddenSizes, dropout, outputs, prefix: `${side}_tower.` });
  const towers = { user: open('user', shape.users), item: open('item', shape.items) };
  const rows = { user: shape.users.trained, item: shape.items.trained };
  const ids = (side: 'user' | 'item'): FitParameter => ({
    name: `${side}.weight`,
    shape: [rows[side], outputs],
    start: 'he',
    fanIn: idFanIn,
    isTrained: true,
    isDecayed: false,
  });
  const runSide: RecommenderNetwork['runSide'] = (context, side, { batch, penalty }) => {
    const { tf } = context.engine;
    const places = tf.tensor1d(batch.places, 'int32') as Tensor1D;
    const shown = tf.tensor2d(batch.shown, [batch.shown.length, 1]);
    const own = tf.mul(tf.gather(context.parameter(`${side}.weight`), places), shown) as Tensor2D; // [size, outputs]
    const given = tf.pad(tf.tensor2d(batch.bias, [batch.bias.length, 1]), [
      [0, 0],
      [factors, 0],
    ]); // [size, outputs]
    const known = tf.add(own, given) as Tensor2D;
    const tower = towers[side] && batch.table && runTower(context, towers[side], batch.table);
    return {
      vectors: tower === undefined ? known : tf.add(known, tower.output),
      backward: (gradient, gradients) => {
        const forOwn = tf.add(tf.mul(gradient, shown), tf.mul(own, 2 * penalty));
        gradients.set(`${side}.weight`, tf.unsortedSegmentSum(forOwn, places, rows[side]));
        tower?.backward(gradient, gradients);
      },
    };
  };
  return {
    parameters: [ids('user'), ids('item'), ...(towers.user?.parameters ?? []), ...(towers.item?.parameters ?? [])],
    runSide,
    forward: (context, { users, items, width }) => {
      const size = users.places.length;
      const user = runSide(context, 'user', { batch: users, penalty: shape.regularisation / size });
      const item = runSide(context, 'item', { batch: items, penalty: shape.regularisation / (size * width) });
      return runScores(context, { user, item, size, width });
    },
  };
}

function runTower({ engine, ...context }: PassContext, tower: TableNetwork, table: TableBatch) {
  const { tf } = engine;
  const pass = tower.forward({ engine, ...context }, table);
  // As small as an id's vector should be: products of two of them are then about 1.
  const scale = 1 / Math.sqrt(pass.output.shape[1]);
  return {
    output: tf.mul(pass.output, scale) as Tensor2D,
    backward: (gradient: Tensor2D, gradients: Map<string, Tensor>) => {
      for (const [name, one] of pass.backward(tf.mul(gradient, scale))) gradients.set(name, one);
    },
  };
}

interface Sides {
  user: SidePass;
  item: SidePass;
  size: number;
  width: number;
}

/** With [p, b, 1] for users and [q, 1, b] for items a score is one product. */
function runScores({ engine: { tf } }: PassContext, { user, item, size, width }: Sides): ScorePass {
  const factors = user.vectors.shape[1] - 1;
  const part = (x: Tensor2D, from: number, count: number) => tf.slice(x, [0, from], [-1, count]);
  const bias = (x: Tensor2D) => part(x, factors, 1);
  const ones = (count: number) => tf.ones([count, 1]) as Tensor2D;
  const users = tf.concat([user.vectors, ones(size)], 1); // [size, factors + 2]
  const items = tf.concat([part(item.vectors, 0, factors), ones(size * width), bias(item.vectors)], 1); // [size · width, factors + 2]
  const forUsers = tf.reshape(users, [size, 1, factors + 2]) as Tensor3D;
  const forItems = tf.reshape(items, [size, width, factors + 2]) as Tensor3D;
  return {
    scores: tf.sum(tf.mul(forUsers, forItems), 2) as Tensor2D,
    backward: (gradient) => {
      const gradients = new Map<string, Tensor>();
      const given = tf.reshape(gradient, [size, width, 1]);
      const backUsers = tf.sum(tf.mul(given, forItems), 1) as Tensor2D; // [size, factors + 2]
      const backItems = tf.reshape(tf.mul(given, forUsers), [size * width, factors + 2]) as Tensor2D;
      user.backward(part(backUsers, 0, factors + 1), gradients);
      item.backward(tf.concat([part(backItems, 0, factors), part(backItems, factors + 1, 1)], 1), gradients);
      return gradients;
    },
  };
}

/** Biases of ids start at 0. */
export function startRecommender(network: RecommenderNetwork, seed: number): NamedWeights[] {
  return startParameters(network.parameters, seed).map((one) => {
    if (one.name !== 'user.weight' && one.name !== 'item.weight') return one;
    const width = one.shape[1] ?? 1;
    return { ...one, values: one.values.map((value, index) => (index % width === width - 1 ? 0 : value)) };
  });
}
