import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { embedding } from '../nn/embedding.ts';
import { recurrentLayer } from '../nn/recurrent-layer.ts';
import type { Scope } from '../nn/scope.ts';
import type {
  CausalInput,
  CausalLmArchitecture,
  CausalLmShape,
  CausalOutput,
  HfConfig,
  KvCache,
  ParameterLayout,
} from './architecture.ts';
import { configFields } from './config-fields.ts';

export interface LstmConfig extends CausalLmShape {
  embeddingSize: number;
  /** The head's weight is the embedding's. */
  isHeadTied: boolean;
  /** Before each layer and before the head. */
  dropout: number;
}

/**
 * LSTM language model (Mikolov et al. 2010, Zaremba et al. 2014): embedding, LSTM layers, head. A family of this program's
 * own. What attention keeps as keys and values are here the outputs and the cells after each token, and only the last are read.
 */
export const lstm: CausalLmArchitecture<LstmConfig> = {
  kind: 'causal-lm',
  modelType: 'modelmint_lstm',
  classes: ['LstmForCausalLM'],
  readConfig,
  parameters,
  linears: () => [],
  hiddenStates,
  logits: (scope, _, hidden) => scope.linear(hidden, 'lm_head'),
};

function readConfig(json: HfConfig): LstmConfig {
  const from = configFields(json, 'config.json');
  const hiddenSize = from.count('hidden_size');
  const embeddingSize = from.count('embedding_size', hiddenSize);
  const isHeadTied = from.flag('tie_word_embeddings', true);
  if (isHeadTied && embeddingSize !== hiddenSize)
    throw from.refuse('tie_word_embeddings', `false where embedding_size ${embeddingSize} is not hidden_size`);
  return {
    vocabSize: from.count('vocab_size'),
    contextLength: from.count('max_position_embeddings', 512),
    layers: from.count('num_hidden_layers', 1),
    hiddenSize,
    heads: 1,
    kvHeads: 1,
    headDim: hiddenSize,
    slidingWindow: null,
    embeddingSize,
    isHeadTied,
    dropout: from.share('dropout', 0),
  };
}

function parameters({ vocabSize, embeddingSize, hiddenSize, layers, isHeadTied }: LstmConfig): ParameterLayout[] {
  const table = { name: 'model.embed_tokens.weight', shape: [vocabSize, embeddingSize], isDecayed: true };
  const head = { name: 'lm_head.weight', shape: [vocabSize, hiddenSize], isDecayed: true };
  return [
    table,
    ...Array.from({ length: layers }, (_, index): ParameterLayout[] => {
      const width = (index === 0 ? embeddingSize : hiddenSize) + hiddenSize;
      return [
        { name: `model.layers.${index}.kernel`, shape: [width, 4 * hiddenSize], isDecayed: true },
        { name: `model.layers.${index}.bias`, shape: [4 * hiddenSize], isDecayed: false },
      ];
    }).flat(),
    isHeadTied ? { ...head, tiedTo: table.name } : head,
  ];
}

function hiddenStates(scope: Scope, config: LstmConfig, { ids, positions, cache: past }: CausalInput): CausalOutput {
  const { tf } = scope;
  const cache: KvCache[number][] = [];
  let x: Tensor = embedding(scope, ids, 'model.embed_tokens'); // [batch, time, embedding]
  for (let index = 0; index < config.layers; index++) {
    x = scope.layer(index, x, (before) => {
      const weights = {
        kernel: scope.weight(`model.layers.${index}.kernel`) as Tensor2D,
        bias: scope.weight(`model.layers.${index}.bias`),
      };
      const input = scope.dropout(before, config.dropout) as Tensor3D;
      const { output, ...read } = recurrentLayer(tf, input, { weights, positions, past: past?.[index] });
      cache[index] = read;
      return output; // [batch, time, hidden]
    });
  }
  return { hidden: scope.dropout(x, config.dropout) as Tensor3D, cache };
}
