import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { EncoderArchitecture } from './architecture.ts';
import {
  type BertConfig,
  bertHiddenStates,
  bertLinears,
  bertParameters,
  bertPool,
  readBertConfig,
} from './bert-encoder.ts';
import { linearParameters } from './parameter-layouts.ts';

const prefix = 'bert';

/** BERT (Devlin et al. 2018, 1810.04805) as transformers computes it; its head reads the pooler. */
export const bert: EncoderArchitecture<BertConfig> = {
  kind: 'encoder',
  modelType: 'bert',
  classes: ['BertForSequenceClassification', 'BertModel', 'BertForMaskedLM', 'BertForPreTraining'],
  head: { modules: ['bert.pooler', 'classifier'], output: 'classifier' },
  readConfig: (json) => readBertConfig(json),
  parameters: (config) => {
    const { labels, hiddenSize } = config;
    const head = { module: 'classifier', in: hiddenSize, out: labels?.length ?? 0 };
    return [...bertParameters(prefix, config), ...(labels === null ? [] : linearParameters(head))];
  },
  linears: (config) => bertLinears(prefix, config),
  hiddenStates: (scope, config, input) => {
    const { tf } = scope;
    const positions = tf.expandDims<Tensor2D>(tf.range(0, input.ids.shape[1], 1, 'int32'), 0); // [1, time]
    return bertHiddenStates(scope, { prefix, config }, { ...input, positions });
  },
  pool: (scope, _, hidden) => bertPool(scope, prefix, hidden),
  classify: (scope, config, hidden) => {
    const pooled = bertPool(scope, prefix, hidden);
    if (pooled === null) throw new RangeError('a BERT classifier without its pooler');
    return scope.linear(scope.dropout(pooled, config.dropout.classifier), 'classifier') as Tensor2D;
  },
};
