import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import type { CnnLayer, CnnSpec } from '@modelmint/domain/cnn-spec';
import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import type { TabularSpec } from '@modelmint/domain/tabular-spec';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { formatCount, formatTokens } from '../../../ui/format.ts';

export interface SpecRow {
  label: string;
  value: string;
}

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** Every number that a job uses, in the words of its form. */
export function specRows(t: Translate<'fineTuning'>, spec: TrainingSpec): SpecRow[] {
  return [
    { label: t('field.epochs'), value: formatCount(spec.epochs) },
    { label: t('field.batchSize'), value: formatCount(spec.batchSize) },
    { label: t('spec.learningRate'), value: `${number.format(spec.learningRate)}, ${spec.schedule}` },
    { label: t('field.warmup'), value: number.format(spec.warmupRatio) },
    ...ownRows(t, spec),
    ...smoothingRows(t, spec),
    { label: t('field.stopEarly'), value: t('spec.afterWorse', { count: spec.earlyStopPatience }) },
  ];
}

function smoothingRows(t: Translate<'fineTuning'>, spec: TrainingSpec): SpecRow[] {
  if (!('labelSmoothing' in spec) || spec.labelSmoothing === 0) return [];
  return [{ label: t('field.smoothing'), value: number.format(spec.labelSmoothing) }];
}

/** What only specs of its kind have. */
function ownRows(t: Translate<'fineTuning'>, spec: TrainingSpec): SpecRow[] {
  switch (spec.task) {
    case 'text-classification':
      return 'kind' in spec ? encoderClassifierRows(t, spec) : classifierRows(t, spec);
    case 'text-generation':
      return 'kind' in spec ? languageModelRows(t, spec) : causalLmRows(t, spec);
    case 'image-classification':
      return 'kind' in spec ? visionClassifierRows(t, spec) : cnnRows(t, spec);
    case 'tabular-classification':
    case 'tabular-regression':
      return tabularRows(t, spec);
    case 'recommendation':
      return recommenderRows(t, spec);
  }
}

function classifierRows(t: Translate<'fineTuning'>, spec: TextClassifierSpec): SpecRow[] {
  return [
    { label: t('field.longestText'), value: formatTokens(spec.maxTokens) },
    { label: t('spec.embeddingAndHidden'), value: `${spec.embeddingSize}, ${spec.hiddenSize}` },
    {
      label: 'LSTM',
      value: t(spec.isBidirectional ? 'spec.bothDirections' : 'spec.forward', { pooling: spec.pooling }),
    },
    { label: t('spec.vocabularyMax'), value: t('spec.words', { count: formatCount(spec.vocabularySizeMax) }) },
    { label: t('spec.dropoutAndDecay'), value: `${number.format(spec.dropout)}, ${number.format(spec.weightDecay)}` },
    { label: t('spec.evaluations'), value: t('spec.perEpoch', { count: spec.evaluationsPerEpoch }) },
  ];
}

function causalLmRows(t: Translate<'fineTuning'>, spec: CausalLmSpec): SpecRow[] {
  return [
    ...methodRows(t, spec.method),
    {
      label: t('field.longestExample'),
      value: t(spec.whenTooLong === 'cut' ? 'spec.tokensCut' : 'spec.tokensRefused', {
        tokens: formatCount(spec.maxTokens),
      }),
    },
    {
      label: t('spec.rowsAtOnce'),
      value: spec.isPacked
        ? t('spec.packed', { rows: formatCount(spec.microBatchRows) })
        : formatCount(spec.microBatchRows),
    },
    ...(spec.isRecomputed ? [{ label: t('field.layers'), value: t('spec.recomputed') }] : []),
    { label: t('field.weightDecay'), value: number.format(spec.weightDecay) },
    { label: t('spec.evaluate'), value: t('spec.everySteps', { steps: formatCount(spec.evaluateEverySteps) }) },
  ];
}

function methodRows(t: Translate<'fineTuning'>, method: CausalLmSpec['method']): SpecRow[] {
  if (method.kind === 'full') return [{ label: t('choice.method.title'), value: t('spec.full') }];
  return [
    { label: t('choice.method.title'), value: method.useRslora ? t('spec.rankStabilised') : 'LoRA' },
    { label: t('spec.loraRankAndAlpha'), value: `${method.rank}, ${number.format(method.alpha)}` },
    { label: t('field.loraDropout'), value: number.format(method.dropout) },
    { label: t('spec.loraTargets'), value: method.targetModules?.join(', ') ?? t('spec.allLinear') },
    ...(method.modulesToSave === undefined
      ? []
      : [{ label: t('spec.trainedWhole'), value: method.modulesToSave.join(', ') }]),
  ];
}

function encoderClassifierRows(t: Translate<'fineTuning'>, spec: EncoderClassifierSpec): SpecRow[] {
  return [
    ...methodRows(t, spec.method),
    { label: t('field.longestText'), value: t('spec.tokensCut', { tokens: formatCount(spec.maxTokens) }) },
    ...tunedRows(t, spec, t('spec.textsAtOnce')),
  ];
}

function visionClassifierRows(t: Translate<'fineTuning'>, spec: VisionClassifierSpec): SpecRow[] {
  return [
    ...methodRows(t, spec.method),
    { label: t('choice.augmentation.title'), value: augmentationWords(t, spec.augmentation) },
    ...tunedRows(t, spec, t('spec.imagesAtOnce')),
  ];
}

function tunedRows(
  t: Translate<'fineTuning'>,
  spec: EncoderClassifierSpec | VisionClassifierSpec,
  atOnce: string,
): SpecRow[] {
  return [
    ...(spec.isBalanced ? [{ label: t('choice.rareLabels.title'), value: t('spec.balanced') }] : []),
    { label: t('field.headDropout'), value: number.format(spec.headDropout) },
    { label: atOnce, value: formatCount(spec.microBatchRows) },
    { label: t('field.weightDecay'), value: number.format(spec.weightDecay) },
    { label: t('spec.evaluations'), value: t('spec.perEpoch', { count: spec.evaluationsPerEpoch }) },
  ];
}

function languageModelRows(t: Translate<'fineTuning'>, spec: LanguageModelSpec): SpecRow[] {
  const { vocabulary } = spec;
  const width =
    spec.kind === 'lstm'
      ? [{ label: t('spec.embeddingAndHidden'), value: `${spec.embeddingSize}, ${spec.hiddenSize}` }]
      : [
          { label: t('spec.hiddenAndInner'), value: `${spec.hiddenSize}, ${spec.intermediateSize}` },
          { label: t('spec.heads'), value: t('spec.headsAndKv', { heads: spec.heads, kv: spec.kvHeads }) },
        ];
  return [
    {
      label: t('field.vocabulary'),
      value: vocabulary.kind === 'bytes' ? t('spec.bytes') : formatTokens(vocabulary.size),
    },
    { label: t('field.context'), value: formatTokens(spec.contextLength) },
    // i18n-ignore
    { label: t('field.layers'), value: `${spec.layers}, ${spec.kind === 'lstm' ? 'LSTM' : 'Llama'}` },
    ...width,
    ...(spec.kind === 'lstm' ? [{ label: t('field.dropout'), value: number.format(spec.dropout) }] : []),
    { label: t('spec.rowsAtOnce'), value: formatCount(spec.microBatchRows) },
    { label: t('field.weightDecay'), value: number.format(spec.weightDecay) },
    { label: t('spec.evaluations'), value: t('spec.perEpoch', { count: spec.evaluationsPerEpoch }) },
  ];
}

function augmentationWords(t: Translate<'fineTuning'>, { isFlipped, shift, cutout }: CnnSpec['augmentation']): string {
  const changes = [
    ...(isFlipped ? [t('spec.mirrored')] : []),
    ...(shift > 0 ? [t('spec.shifted', { pixels: shift })] : []),
    ...(cutout > 0 ? [t('spec.greyed', { pixels: cutout })] : []),
  ];
  return changes.length === 0 ? t('spec.none') : changes.join(t('spec.comma'));
}

function cnnRows(t: Translate<'fineTuning'>, spec: CnnSpec): SpecRow[] {
  return [
    { label: t('spec.images'), value: t('spec.pixels', { width: spec.width, height: spec.height }) },
    { label: t('field.layers'), value: layerWords(spec.layers) },
    { label: t('choice.augmentation.title'), value: augmentationWords(t, spec.augmentation) },
    { label: t('field.weightDecay'), value: number.format(spec.weightDecay) },
    { label: t('spec.evaluations'), value: t('spec.perEpoch', { count: spec.evaluationsPerEpoch }) },
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

function tabularRows(t: Translate<'fineTuning'>, spec: TabularSpec): SpecRow[] {
  const named = (role: string) => spec.columns.filter((column) => column.role === role);
  const counted = (role: 'numeric' | 'categorical') => {
    const { length } = named(role);
    return length === 0 ? [] : [t(`spec.${role}`, { count: formatCount(length) })];
  };
  return [
    { label: t('spec.target'), value: named('target').map(({ name }) => name)[0] ?? '–' },
    { label: t('spec.columns'), value: [...counted('numeric'), ...counted('categorical')].join(t('spec.comma')) },
    {
      label: t('field.hiddenLayers'),
      value: spec.hiddenSizes.length === 0 ? t('spec.linear') : spec.hiddenSizes.map(formatCount).join(', '),
    },
    ...(spec.isBalanced ? [{ label: t('choice.rareLabels.title'), value: t('spec.balanced') }] : []),
    { label: t('spec.dropoutAndDecay'), value: `${number.format(spec.dropout)}, ${number.format(spec.weightDecay)}` },
    { label: t('spec.evaluations'), value: t('spec.perEpoch', { count: spec.evaluationsPerEpoch }) },
  ];
}

const objectives: Record<RecommenderSpec['objective'], MessageKey<'fineTuning'>> = {
  'squared-error': 'spec.objective.ratings',
  'sampled-softmax': 'spec.objective.softmax',
  bpr: 'spec.objective.pairs',
};

function recommenderRows(t: Translate<'fineTuning'>, spec: RecommenderSpec): SpecRow[] {
  return [
    { label: t('choice.objective.title'), value: t(objectives[spec.objective]) },
    { label: t('field.factors'), value: formatCount(spec.factors) },
    { label: t('field.regularization'), value: number.format(spec.regularisation) },
    ...(spec.negatives === 0
      ? []
      : [{ label: t('spec.setAgainst'), value: t('spec.otherItems', { count: formatCount(spec.negatives) }) }]),
    { label: t('spec.evaluations'), value: t('spec.perEpoch', { count: spec.evaluationsPerEpoch }) },
  ];
}
