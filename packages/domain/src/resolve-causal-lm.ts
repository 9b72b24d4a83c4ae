import type { CheckpointFacts } from './base-model.ts';
import { type CausalLmSize, causalLmTrainingBytes, checkCausalLmMemory } from './causal-lm-memory.ts';
import { type CausalLmPlan, chooseRows, suggestCausalLmSpec } from './causal-lm-plan.ts';
import type { CausalLmSpec } from './causal-lm-spec.ts';
import { needModules } from './classifier-tuning-plan.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam, needAtMost } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** Why a setting has its value, by the name that the spec has for it. */
export type SpecReasons = CausalLmPlan['reasons'];

export interface LanguageTrainingData {
  trainRows: number;
  /** By the estimate of the report, as the base's tokenizer is not known there. */
  trainTokens: number;
  longestTokens: number;
}

/** A worker gives a job 4 GiB, of which Node.js and TensorFlow take a part. */
const stepBytesMax = 3e9;

/** Numbers of a fine-tuning: what was asked for, else what suits the data, the model and the memory. */
export function resolveCausalLm(
  asked: Hyperparameters,
  model: CausalLmSize & Pick<CheckpointFacts, 'linearNames' | 'wholeModules'>,
  data: LanguageTrainingData & { seed: number },
): { spec: CausalLmSpec; reasons: SpecReasons } {
  const kind = asked.training_method === 'auto' ? 'lora' : asked.training_method;
  const size = { ...model, savedParameters: countSaved(asked.modules_to_save, model) };
  const { trainRows: examples, longestTokens, seed } = data;
  const plan = suggestCausalLmSpec(size, { kind, examples, longestTokens, bytesMax: stepBytesMax, seed });
  const value = <T>(given: 'auto' | T, suggested: T): T => (given === 'auto' ? suggested : given);
  needAtMost(asked, 'batch_size', { most: 256, noun: 'A fine-tuning' });
  const batchSize = value(asked.batch_size, plan.spec.batchSize);
  if (batchSize > examples)
    throw new AppError('invalid_value', `A batch of ${batchSize} is larger than the ${examples} training examples.`, {
      param: hyperparameterParam('batch_size'),
    });
  const maxTokens = value(asked.max_tokens, plan.spec.maxTokens);
  refuseLength(maxTokens, size);
  const epochs = value(asked.n_epochs, plan.spec.epochs);
  const every = Math.max(1, Math.ceil((Math.ceil(examples / batchSize) * epochs) / 10));
  const method = methodOf(asked, plan.spec.method);
  if (method.kind === 'lora') needModules(method.targetModules, size);
  const spec: CausalLmSpec = {
    ...plan.spec,
    method,
    epochs,
    batchSize,
    maxTokens,
    whenTooLong: 'cut',
    ...chooseRows(size, { method, batchSize, maxTokens, bytesMax: stepBytesMax }),
    learningRate: Math.min(1, plan.spec.learningRate * value(asked.learning_rate_multiplier, 1)),
    weightDecay: value(asked.weight_decay, plan.spec.weightDecay),
    warmupRatio: value(asked.warmup_ratio, plan.spec.warmupRatio),
    labelSmoothing: value(asked.label_smoothing, plan.spec.labelSmoothing),
    earlyStopPatience: value(asked.early_stop_patience, plan.spec.earlyStopPatience),
    evaluateEverySteps: every,
    checkpointEverySteps: every,
  };
  checkCausalLmMemory(causalLmTrainingBytes(size, spec), { bytesMax: stepBytesMax, spec });
  return { spec, reasons: plan.reasons };
}

function methodOf(asked: Hyperparameters, suggested: CausalLmSpec['method']): CausalLmSpec['method'] {
  const { lora_rank, lora_alpha, lora_dropout, lora_target_modules, modules_to_save } = asked;
  if (suggested.kind === 'full') {
    const loraOnly = { lora_rank, lora_alpha, lora_dropout, lora_target_modules, modules_to_save };
    const set = Object.entries(loraOnly).find(([, given]) => given !== 'auto');
    if (set === undefined) return suggested;
    throw new AppError('invalid_value', `${set[0]} is of LoRA; the training_method is full. Leave one of them out.`, {
      param: hyperparameterParam('training_method'),
    });
  }
  const rank = lora_rank === 'auto' ? suggested.rank : lora_rank;
  return {
    ...suggested,
    rank,
    alpha: lora_alpha === 'auto' ? 2 * rank : lora_alpha,
    dropout: lora_dropout === 'auto' ? suggested.dropout : lora_dropout,
    targetModules: lora_target_modules === 'auto' ? suggested.targetModules : lora_target_modules,
    ...(modules_to_save === 'auto' ? {} : { modulesToSave: [...new Set(modules_to_save)] }),
  };
}

/**
 * Numbers of the modules that are trained whole. Throws `invalid_value` with what there is for one that the model does not
 * have; an import of before says nothing of them, so that each counts as the largest there is.
 */
function countSaved(
  names: Hyperparameters['modules_to_save'],
  { wholeModules, largestParameter }: CausalLmSize & Pick<CheckpointFacts, 'wholeModules'>,
): number {
  if (names === 'auto') return 0;
  const numbersOf = (name: string): number => {
    if (wholeModules === undefined) return largestParameter;
    const found = wholeModules.find((one) => one.name === name);
    if (found !== undefined) return found.parameters;
    const known = wholeModules.map((one) => one.name).join(', ');
    throw new AppError('invalid_value', `The model has no module '${name}' to train whole; it has ${known}.`, {
      param: hyperparameterParam('modules_to_save'),
    });
  };
  return [...new Set(names)].reduce((sum, name) => sum + numbersOf(name), 0);
}

function refuseLength(maxTokens: number, { contextLength }: CausalLmSize): void {
  if (contextLength === null || maxTokens <= contextLength) return;
  throw new AppError(
    'invalid_value',
    `The model reads ${contextLength} tokens; max_tokens is ${maxTokens}. Lower it.`,
    {
      param: hyperparameterParam('max_tokens'),
    },
  );
}
