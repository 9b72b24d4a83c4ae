import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { EncoderArchitecture, HfConfig, LinearLayout } from './architecture.ts';
import {
  type BertConfig,
  bertHiddenStates,
  bertLinears,
  bertParameters,
  bertPool,
  readBertConfig,
} from './bert-encoder.ts';
import { configFields } from './config-fields.ts';
import { firstToken } from './first-token.ts';
import { linearParameters } from './parameter-layouts.ts';

const prefix = 'roberta';

export interface RobertaConfig extends BertConfig {
  /** Positions are counted from the one after it. */
  padId: number;
}

/** RoBERTa (Liu et al. 2019, 1907.11692): BERT with positions that begin after the padding's id, and a head of its own. */
export const roberta: EncoderArchitecture<RobertaConfig> = {
  kind: 'encoder',
  modelType: 'roberta',
  classes: ['RobertaForSequenceClassification', 'RobertaModel', 'RobertaForMaskedLM'],
  head: { modules: ['classifier'], output: 'classifier.out_proj' },
  readConfig,
  parameters: (config) => [
    ...bertParameters(prefix, config),
    ...(config.labels === null ? [] : headLinears(config, config.labels).flatMap(linearParameters)),
  ],
  linears: (config) => bertLinears(prefix, config),
  hiddenStates: (scope, config, input) => {
    const positions = positionsFrom(scope.tf, input.ids, config.padId);
    return bertHiddenStates(scope, { prefix, config }, { ...input, positions });
  },
  pool: (scope, _, hidden) => bertPool(scope, prefix, hidden),
  classify: (scope, config, hidden) => {
    const drop = (x: Tensor2D) => scope.dropout(x, config.dropout.classifier) as Tensor2D;
    const first = drop(firstToken(scope.tf, hidden)); // [batch, hidden]
    const dense = scope.tf.tanh(scope.linear(first, 'classifier.dense')) as Tensor2D;
    return scope.linear(drop(dense), 'classifier.out_proj') as Tensor2D; // [batch, labels]
  },
};

function readConfig(json: HfConfig): RobertaConfig {
  const from = configFields(json, 'config.json');
  const config = readBertConfig(json, from);
  const padId = json.pad_token_id ?? 1;
  if (typeof padId !== 'number' || !Number.isInteger(padId) || padId < 0 || padId + 1 >= config.maxPositions)
    throw from.refuse('pad_token_id', 'a token below max_position_embeddings');
  return {
    ...config,
    padId,
    contextLength: config.maxPositions - padId - 1,
    hasPooler: config.hasPooler && config.labels === null, // the classifier was trained without one
  };
}

function headLinears({ hiddenSize: size }: RobertaConfig, labels: readonly string[]): LinearLayout[] {
  return [
    { module: 'classifier.dense', in: size, out: size },
    { module: 'classifier.out_proj', in: size, out: labels.length },
  ];
}

/** Counts what is no padding, from `padId` + 1; padding keeps `padId` (`create_position_ids_from_input_ids`). */
function positionsFrom(tf: TensorFlow, ids: Tensor2D, padId: number): Tensor2D {
  const isToken = tf.cast(tf.notEqual(ids, padId), 'float32'); // [batch, time]
  const counted = tf.mul(tf.cumsum(isToken, 1), isToken);
  return tf.cast(tf.add(counted, padId), 'int32');
}
