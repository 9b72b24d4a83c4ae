import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import type { CnnLayer, CnnSpec } from '@modelmint/domain/cnn-spec';
import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import type { TabularSpec } from '@modelmint/domain/tabular-spec';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import { formatCount } from '../../../ui/format.ts';

export interface SpecRow {
  label: string;
  value: string;
}

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** Every number that a job uses, in the words of its form. */
export function specRows(spec: TrainingSpec): SpecRow[] {
  return [
    { label: 'Epochs', value: formatCount(spec.epochs) },
    { label: 'Batch size', value: formatCount(spec.batchSize) },
    { label: 'Learning rate', value: `${number.format(spec.learningRate)}, ${spec.schedule}` },
    { label: 'Warm-up ratio', value: number.format(spec.warmupRatio) },
    ...ownRows(spec),
    ...smoothingRows(spec),
    { label: 'Stop early', value: `after ${spec.earlyStopPatience} worse evaluations` },
  ];
}

function smoothingRows(spec: TrainingSpec): SpecRow[] {
  if (!('labelSmoothing' in spec) || spec.labelSmoothing === 0) return [];
  return [{ label: 'Label smoothing', value: number.format(spec.labelSmoothing) }];
}

/** What only specs of its kind have. */
function ownRows(spec: TrainingSpec): SpecRow[] {
  switch (spec.task) {
    case 'text-classification':
      return 'kind' in spec ? encoderClassifierRows(spec) : classifierRows(spec);
    case 'text-generation':
      return 'kind' in spec ? languageModelRows(spec) : causalLmRows(spec);
    case 'image-classification':
      return 'kind' in spec ? visionClassifierRows(spec) : cnnRows(spec);
    case 'tabular-classification':
    case 'tabular-regression':
      return tabularRows(spec);
    case 'recommendation':
      return recommenderRows(spec);
  }
}

function classifierRows(spec: TextClassifierSpec): SpecRow[] {
  return [
    { label: 'Longest text', value: `${formatCount(spec.maxTokens)} tokens` },
    { label: 'Embedding, hidden size', value: `${spec.embeddingSize}, ${spec.hiddenSize}` },
    { label: 'LSTM', value: `${spec.isBidirectional ? 'both directions' : 'forward'}, ${spec.pooling} pooling` },
    { label: 'Vocabulary at most', value: `${formatCount(spec.vocabularySizeMax)} words` },
    { label: 'Dropout, weight decay', value: `${number.format(spec.dropout)}, ${number.format(spec.weightDecay)}` },
    { label: 'Evaluations', value: `${spec.evaluationsPerEpoch} per epoch` },
  ];
}

function causalLmRows(spec: CausalLmSpec): SpecRow[] {
  return [
    ...methodRows(spec.method),
    {
      label: 'Longest example',
      value: `${formatCount(spec.maxTokens)} tokens, longer ones ${spec.whenTooLong === 'cut' ? 'are cut' : 'refused'}`,
    },
    { label: 'Rows at once', value: `${formatCount(spec.microBatchRows)}${spec.isPacked ? ', packed' : ''}` },
    ...(spec.isRecomputed ? [{ label: 'Layers', value: 'computed again for the gradient, to save memory' }] : []),
    { label: 'Weight decay', value: number.format(spec.weightDecay) },
    { label: 'Evaluate', value: `every ${formatCount(spec.evaluateEverySteps)} steps` },
  ];
}

function methodRows(method: CausalLmSpec['method']): SpecRow[] {
  if (method.kind === 'full') return [{ label: 'Method', value: 'full' }];
  return [
    { label: 'Method', value: method.useRslora ? 'LoRA, rank-stabilised' : 'LoRA' },
    { label: 'LoRA rank, alpha', value: `${method.rank}, ${number.format(method.alpha)}` },
    { label: 'LoRA dropout', value: number.format(method.dropout) },
    { label: 'LoRA targets', value: method.targetModules?.join(', ') ?? 'all linear maps' },
    ...(method.modulesToSave === undefined ? [] : [{ label: 'Trained whole', value: method.modulesToSave.join(', ') }]),
  ];
}

function encoderClassifierRows(spec: EncoderClassifierSpec): SpecRow[] {
  return [
    ...methodRows(spec.method),
    { label: 'Longest text', value: `${formatCount(spec.maxTokens)} tokens, longer ones are cut` },
    ...tunedRows(spec, 'Texts at once'),
  ];
}

function visionClassifierRows(spec: VisionClassifierSpec): SpecRow[] {
  return [
    ...methodRows(spec.method),
    { label: 'Augmentation', value: augmentationWords(spec.augmentation) },
    ...tunedRows(spec, 'Images at once'),
  ];
}

function tunedRows(spec: EncoderClassifierSpec | VisionClassifierSpec, atOnce: string): SpecRow[] {
  return [
    ...(spec.isBalanced ? [{ label: 'Rare labels', value: 'balanced' }] : []),
    { label: 'Dropout of the head', value: number.format(spec.headDropout) },
    { label: atOnce, value: formatCount(spec.microBatchRows) },
    { label: 'Weight decay', value: number.format(spec.weightDecay) },
    { label: 'Evaluations', value: `${spec.evaluationsPerEpoch} per epoch` },
  ];
}

function languageModelRows(spec: LanguageModelSpec): SpecRow[] {
  const { vocabulary } = spec;
  const width =
    spec.kind === 'lstm'
      ? [{ label: 'Embedding, hidden size', value: `${spec.embeddingSize}, ${spec.hiddenSize}` }]
      : [
          { label: 'Hidden, inner size', value: `${spec.hiddenSize}, ${spec.intermediateSize}` },
          { label: 'Heads', value: `${spec.heads}, ${spec.kvHeads} for keys and values` },
        ];
  return [
    { label: 'Vocabulary', value: vocabulary.kind === 'bytes' ? 'bytes' : `${formatCount(vocabulary.size)} tokens` },
    { label: 'Context', value: `${formatCount(spec.contextLength)} tokens` },
    { label: 'Layers', value: `${spec.layers}, ${spec.kind === 'lstm' ? 'LSTM' : 'Llama'}` },
    ...width,
    ...(spec.kind === 'lstm' ? [{ label: 'Dropout', value: number.format(spec.dropout) }] : []),
    { label: 'Rows at once', value: formatCount(spec.microBatchRows) },
    { label: 'Weight decay', value: number.format(spec.weightDecay) },
    { label: 'Evaluations', value: `${spec.evaluationsPerEpoch} per epoch` },
  ];
}

function augmentationWords({ isFlipped, shift, cutout }: CnnSpec['augmentation']): string {
  const changes = [
    ...(isFlipped ? ['mirrored'] : []),
    ...(shift > 0 ? [`shifted by up to ${shift} pixels`] : []),
    ...(cutout > 0 ? [`a square of ${cutout} greyed`] : []),
  ];
  return changes.length === 0 ? 'none' : changes.join(', ');
}

function cnnRows(spec: CnnSpec): SpecRow[] {
  return [
    { label: 'Images', value: `${spec.width} × ${spec.height} pixels` },
    { label: 'Layers', value: layerWords(spec.layers) },
    { label: 'Augmentation', value: augmentationWords(spec.augmentation) },
    { label: 'Weight decay', value: number.format(spec.weightDecay) },
    { label: 'Evaluations', value: `${spec.evaluationsPerEpoch} per epoch` },
  ];
}

/** What has weights, in order: `conv 32, conv 64, dense 128`. */
function layerWords(layers: readonly CnnLayer[]): string {
  const named = layers.flatMap((layer) =>
    layer.kind === 'conv' ? [`conv ${layer.filters}`] : layer.kind === 'dense' ? [`dense ${layer.units}`] : [],
  );
  const isNormed = layers.some(({ kind }) => kind === 'batch-norm');
  return `${named.join(', ')}${isNormed ? ', batch norm' : ''}`;
}

function tabularRows(spec: TabularSpec): SpecRow[] {
  const named = (role: string) => spec.columns.filter((column) => column.role === role);
  const counted = (role: string) => {
    const { length } = named(role);
    return length === 0 ? [] : [`${formatCount(length)} ${role}`];
  };
  return [
    { label: 'Target', value: named('target').map(({ name }) => name)[0] ?? '–' },
    { label: 'Columns', value: [...counted('numeric'), ...counted('categorical')].join(', ') },
    {
      label: 'Hidden layers',
      value: spec.hiddenSizes.length === 0 ? 'none, a linear model' : spec.hiddenSizes.map(formatCount).join(', '),
    },
    ...(spec.isBalanced ? [{ label: 'Rare labels', value: 'balanced' }] : []),
    { label: 'Dropout, weight decay', value: `${number.format(spec.dropout)}, ${number.format(spec.weightDecay)}` },
    { label: 'Evaluations', value: `${spec.evaluationsPerEpoch} per epoch` },
  ];
}

const objectives: Record<RecommenderSpec['objective'], string> = {
  'squared-error': 'ratings, squared error',
  'sampled-softmax': 'ranking, sampled softmax',
  bpr: 'ranking, in pairs (BPR)',
};

function recommenderRows(spec: RecommenderSpec): SpecRow[] {
  return [
    { label: 'What it learns', value: objectives[spec.objective] },
    { label: 'Factors', value: formatCount(spec.factors) },
    { label: 'Regularization', value: number.format(spec.regularisation) },
    ...(spec.negatives === 0 ? [] : [{ label: 'Set against', value: `${formatCount(spec.negatives)} other items` }]),
    { label: 'Evaluations', value: `${spec.evaluationsPerEpoch} per epoch` },
  ];
}
