import type { Tensor } from '@tensorflow/tfjs-core';
import type { CausalInput, CausalLmShape, CausalOutput } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** What generation needs of a loaded model; a `CausalLm` is one. */
export interface GenerationModel {
  config: CausalLmShape;
  scope: { tf: TensorFlow };
  forward(input: CausalInput): CausalOutput;
  /** [..., hidden] → [..., vocab] */
  logits(hidden: Tensor): Tensor;
}

/** What generation needs of a tokenizer. */
export type GenerationTokenizer = Pick<Tokenizer, 'decode' | 'decodeStream' | 'eosId'>;
