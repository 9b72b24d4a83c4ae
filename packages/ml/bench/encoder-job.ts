import type { HfConfig } from '../src/architectures/architecture.ts';

/** What both sides of an encoder's row read. */
export interface EncoderJob {
  modelFolder: string;
  /** The adapter that training starts from, with the head; null: all parameters are trained. */
  adapterFolder: string | null;
  vocabSize: number;
  batch: number;
  time: number;
  learningRate: number;
  weightDecay: number;
  clipNorm: number;
  warmUpSteps: number;
  seconds: number;
}

export const encoderLabels = ['LABEL_0', 'LABEL_1'];

/** Of distilbert-base-uncased, with a head for two labels. */
export const distilBert: HfConfig = {
  model_type: 'distilbert',
  architectures: ['DistilBertForSequenceClassification'],
  dim: 768,
  n_layers: 6,
  n_heads: 12,
  hidden_dim: 3072,
  vocab_size: 30_522,
  max_position_embeddings: 512,
  activation: 'gelu',
  dropout: 0,
  attention_dropout: 0,
  seq_classif_dropout: 0,
};
