import { AppError } from '@modelmint/domain/errors';
import type { ClassifyAnswer } from '@modelmint/domain/serving-contract';
import type { CausalLm } from '@modelmint/ml/causal-lm/load-causal-lm';
import type { Encoder } from '@modelmint/ml/encoder/load-encoder';
import type { TextGenerator } from '@modelmint/ml/generation/open-generator';
import type { ImageClassifier } from '@modelmint/ml/image/load-image-classifier';
import type { RawImage } from '@modelmint/ml/image/raw-image';
import type { AskedUser, Recommendation } from '@modelmint/ml/recommender/load-recommender';
import type { ReadRow, TabularPrediction } from '@modelmint/ml/tabular/load-tabular';
import type { TableRow } from '@modelmint/ml/tabular/table-row';
import type { AnswerGate } from './answer-gate.ts';
import type { BatchModel } from './batch-queue.ts';
import type { Classifier } from './classify-queue.ts';
import type { CachedModel } from './model-cache.ts';
import type { ServedTokenizer } from './served-tokenizer.ts';

export type Labels = ClassifyAnswer['results'][number];

/** What `trainTextClassifier` wrote. */
export interface LoadedTextClassifier extends CachedModel, Classifier {
  kind: 'text-classifier';
}

export interface AskedImage {
  /** As `shape` made it. */
  image: RawImage;
  topK: number;
}

/** What `trainCnn` wrote, or an imported ViT or ResNet. */
export interface LoadedImageClassifier extends CachedModel, BatchModel<AskedImage, Labels> {
  kind: 'image-classifier';
  /** The image in the size that the network takes, with little memory. */
  shape(image: RawImage): RawImage;
  /** Of an imported one, for adapters on it. */
  imported: ImageClassifier | undefined;
  /** What is larger once it has the model's size is refused. */
  pixelsMax: number;
}

export interface AskedText {
  ids: readonly number[];
  topK: number;
}

/** An imported BERT, DistilBERT or RoBERTa. */
export interface LoadedEncoder extends CachedModel {
  kind: 'encoder';
  encoder: Encoder;
  tokenizer: ServedTokenizer;
  /** Tokens of a text that are served: the model's context, or what memory allows of it. */
  contextLength: number;
  vectors: BatchModel<AskedText, number[]>;
  /** Null without a classification head. */
  labels: BatchModel<AskedText, Labels> | null;
}

/** A causal language model, imported or tuned here, whole or an adapter on its base. */
export interface LoadedLanguageModel extends CachedModel {
  kind: 'causal-lm';
  lm: CausalLm;
  tokenizer: ServedTokenizer;
  /** Null for a model that knows no chats. */
  template: string | null;
  /** Ends of a turn that are no special token. */
  turnStops: readonly string[];
  /** Tokens that end an answer. */
  eosIds: readonly number[];
  /** Of the whole model, of an adapter its base's. */
  weightBytes: number;
  /** Tokens of prompt and answer together that are served: the model's context, or what memory allows of it. */
  contextLength: number;
  cacheTokensMax: number;
  /** One for all calls, so that they share batches. */
  generator: TextGenerator;
  gate: AnswerGate;
}

export interface AskedRow {
  row: ReadRow;
  topK: number;
}

/** What `trainTabular` wrote. */
export interface LoadedTableModel extends CachedModel, BatchModel<AskedRow, TabularPrediction> {
  kind: 'tabular';
  predicts: TabularPrediction['kind'];
  /** Of each row. */
  cellsRead: number;
  /** @throws AppError `invalid_value` for a row that the model cannot read, the signal's reason. */
  read(rows: AsyncIterable<TableRow>, signal: AbortSignal): Promise<ReadRow[]>;
}

export interface RankedUser extends AskedUser {
  among: AskedUser['user'][] | undefined;
}

/** What `trainRecommender` wrote. */
export interface LoadedRecommenderModel extends CachedModel, BatchModel<RankedUser, Recommendation> {
  kind: 'recommender';
}

export type LoadedModel =
  | LoadedTextClassifier
  | LoadedImageClassifier
  | LoadedEncoder
  | LoadedLanguageModel
  | LoadedTableModel
  | LoadedRecommenderModel;

/** Of a model that is asked for what it cannot do: what it can do, and how to ask for that. */
export function cannot(asked: string, model: LoadedModel): AppError {
  return new AppError('invalid_value', `This model cannot ${asked}. It ${abilityOf(model)}.`, { param: 'model' });
}

function abilityOf(model: LoadedModel): string {
  switch (model.kind) {
    case 'text-classifier':
      return 'classifies texts: send texts to POST /v1/classifications';
    case 'image-classifier':
      return 'classifies images: send images to POST /v1/classifications';
    case 'encoder':
      return model.labels === null
        ? 'makes embeddings: call POST /v1/embeddings'
        : 'makes embeddings and classifies texts: call POST /v1/embeddings, or send texts to POST /v1/classifications';
    case 'causal-lm':
      return model.template === null
        ? 'continues texts: call POST /v1/completions'
        : 'writes text: call POST /v1/chat/completions or POST /v1/completions';
    case 'tabular':
      return `predicts ${model.predicts}s from rows of a table: send rows to POST /v1/predictions`;
    case 'recommender':
      return 'recommends items to users: send users to POST /v1/recommendations';
  }
}
