import type { CheckpointFacts } from './base-model.ts';
import { countOf } from './count-of.ts';
import type { EncoderClassifierSpec } from './encoder-classifier-spec.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam, needAtMost } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { hasModule } from './linear-names.ts';

type Method = EncoderClassifierSpec['method'];
/** What an encoder and a vision checkpoint are tuned with alike. */
export type ClassifierTuning = Omit<EncoderClassifierSpec, 'task' | 'kind' | 'maxTokens' | 'microBatchRows'>;

export interface TuningData {
  trainRows: number;
  labels: number;
  seed: number;
  /** What the rows are, in messages. */
  noun: 'text' | 'image';
}

/** Why a setting has its value, by the name that the spec has for it. */
export type TuningReasons = Partial<
  Record<keyof ClassifierTuning | 'microBatchRows' | 'maxTokens' | 'augmentation' | 'method' | 'rank' | 'alpha', string>
>;

const value = <T>(given: 'auto' | T, suggested: T): T => (given === 'auto' ? suggested : given);

/** Settings for a tuned classifier from the size of the data and of the model: what was asked for, else what suits them. */
export function planClassifierTuning(
  asked: Hyperparameters,
  facts: CheckpointFacts,
  data: TuningData,
): { tuning: ClassifierTuning; reasons: TuningReasons } {
  const rows = Math.max(1, data.trainRows);
  const method = methodOf(asked, facts, rows);
  needAtMost(asked, 'batch_size', { most: 256, noun: 'A fine-tuning' });
  const batchSize = value(asked.batch_size, rows < 200 ? Math.min(8, rows) : rows < 1_000 ? 16 : 32);
  if (batchSize > rows)
    throw new AppError(
      'invalid_value',
      data.noun === 'text'
        ? `A batch of ${batchSize} is larger than the ${rows} training texts.`
        : `A batch of ${batchSize} is larger than the ${rows} training images.`,
      { param: hyperparameterParam('batch_size') },
    );
  const suggestedRate = chooseRate(method.kind, facts);
  const tuning: ClassifierTuning = {
    method,
    epochs: value(asked.n_epochs, rows < 200 ? 15 : rows < 1_000 ? 8 : rows < 5_000 ? 4 : rows < 20_000 ? 3 : 2),
    batchSize,
    learningRate: Math.min(1, suggestedRate * value(asked.learning_rate_multiplier, 1)),
    schedule: 'linear',
    warmupRatio: value(asked.warmup_ratio, 0.1),
    weightDecay: value(asked.weight_decay, 0.01),
    clipNorm: 1,
    headDropout: value(asked.dropout, 0.1),
    labelSmoothing: value(asked.label_smoothing, 0),
    isBalanced: asked.class_weights === 'balanced',
    earlyStopPatience: value(asked.early_stop_patience, rows < 200 ? 5 : 3),
    evaluationsPerEpoch: rows < 1_000 ? 1 : rows < 20_000 ? 2 : 5,
    seed: data.seed,
  };
  return { tuning, reasons: explain(tuning, { facts, rows, noun: data.noun }) };
}

function methodOf(asked: Hyperparameters, facts: CheckpointFacts, rows: number): Method {
  const isConvolved = facts.linearOutputs === 0;
  const kind = asked.training_method === 'auto' ? (isConvolved ? 'full' : 'lora') : asked.training_method;
  if (kind === 'lora' && isConvolved)
    throw new AppError(
      'invalid_value',
      `${facts.architecture} is made of convolutions: it has no linear maps that LoRA can stand beside. Set training_method to full.`,
      { param: hyperparameterParam('training_method') },
    );
  const { lora_rank, lora_alpha, lora_dropout, lora_target_modules } = asked;
  if (kind === 'full') {
    const loraOnly = { lora_rank, lora_alpha, lora_dropout, lora_target_modules };
    const set = Object.entries(loraOnly).find(([, given]) => given !== 'auto');
    if (set === undefined) return { kind };
    throw new AppError(
      'invalid_value',
      isConvolved
        ? `${set[0]} is of LoRA; ${facts.architecture} is trained in full. Leave it out.`
        : `${set[0]} is of LoRA; the training_method is full. Leave it out.`,
      { param: hyperparameterParam(asked.training_method === 'full' ? 'training_method' : 'lora_rank') },
    );
  }
  const targetModules = value(lora_target_modules, null);
  needModules(targetModules, facts);
  const rank = value(lora_rank, rows < 500 ? 8 : 16);
  return {
    kind,
    rank,
    alpha: value(lora_alpha, 2 * rank),
    dropout: value(lora_dropout, rows < 1_000 ? 0.05 : 0),
    targetModules,
    useRslora: false,
  };
}

/** Throws `invalid_value` with what there is for a module that the model does not have; imports of before say nothing of it. */
export function needModules(
  targets: readonly string[] | null,
  { linearNames }: Pick<CheckpointFacts, 'linearNames'>,
): void {
  if (targets === null || linearNames === undefined) return;
  const missing = targets.filter((target) => !hasModule(linearNames, target));
  if (missing.length === 0) return;
  const endings = [...new Set(linearNames.map((name) => name.slice(name.lastIndexOf('.') + 1)))];
  throw new AppError(
    'invalid_value',
    `The model has no linear module ${missing.map((name) => `'${name}'`).join(', ')} for LoRA; it has ${endings.join(', ')}.`,
    { param: hyperparameterParam('lora_target_modules') },
  );
}

/**
 * 5e-5 is usual for a BERT of width 768 (Devlin et al. 2018, appendix A.3); narrower models take larger steps, and an
 * adapter about ten times what the whole model takes. Convolutions with batch norm take more.
 */
function chooseRate(kind: Method['kind'], { hiddenSize, linearOutputs }: CheckpointFacts): number {
  if (linearOutputs === 0) return 3e-4;
  const whole = Math.min(3e-4, Math.max(1e-5, 5e-5 * (768 / Math.max(1, hiddenSize))));
  return Number((kind === 'lora' ? Math.min(2e-3, 10 * whole) : whole).toPrecision(2));
}

interface Given {
  facts: CheckpointFacts;
  rows: number;
  noun: TuningData['noun'];
}

function explain(tuning: ClassifierTuning, { facts, rows, noun }: Given): TuningReasons {
  const { method, epochs, batchSize, learningRate, evaluationsPerEpoch, earlyStopPatience } = tuning;
  const steps = Math.ceil(rows / batchSize) * epochs;
  return {
    ...(method.kind === 'lora'
      ? {
          rank: `Rank ${method.rank} is enough for what ${countOf(rows, noun)} can teach.`,
          alpha: 'Alpha is twice the rank, so that the learning rate need not change with the rank.',
        }
      : {}),
    method:
      facts.linearOutputs === 0
        ? 'All parameters are trained: convolutions leave no place for LoRA.'
        : method.kind === 'lora'
          ? 'Small matrices are trained beside the frozen model, and a new head: little memory and a small file.'
          : 'All parameters are trained, and a new head.',
    epochs: `${countOf(epochs, 'pass')} over ${countOf(rows, noun)}: small sets need more, since the head starts from nothing.`,
    batchSize: `${countOf(batchSize, noun)} per step gives ${countOf(steps, 'step')}; larger batches would leave too few.`,
    learningRate:
      facts.linearOutputs === 0
        ? `${learningRate} suits convolutions that already know shapes.`
        : method.kind === 'lora'
          ? `${learningRate} suits an adapter on a model of width ${facts.hiddenSize}: narrow models take larger steps.`
          : `${learningRate} suits all weights of a model of width ${facts.hiddenSize}: narrow models take larger steps.`,
    warmupRatio:
      'It climbs at the beginning, while the new head still says nothing and would spoil what the model knows.',
    earlyStopPatience: `Training stops after ${countOf(earlyStopPatience, 'evaluation')} without gain, ${countOf(evaluationsPerEpoch, 'evaluation')} per epoch; the best weights are kept.`,
  };
}
