import { AppError } from './errors.ts';
import { hyperparameterParam, needAtMost } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { LanguageModelSpec, suggestLanguageModelSpec } from './language-model-spec.ts';

export interface ScratchTextData {
  trainRows: number;
  /** By the estimate of the report. */
  trainTokens: number;
}

/** Characters of a token as the report estimates them. */
const charactersPerToken = 4;

/** Numbers of a language model from scratch: what was asked for, else what suits the data. */
export function resolveLanguageModel(
  asked: Hyperparameters,
  kind: LanguageModelSpec['kind'],
  { trainTokens, seed }: ScratchTextData & { seed: number },
): LanguageModelSpec {
  const value = <T>(given: 'auto' | T, suggested: T): T => (given === 'auto' ? suggested : given);
  const noun = 'A language model from scratch';
  needAtMost(asked, 'batch_size', { most: 256, noun });
  needAtMost(asked, 'max_tokens', { most: 1_024, noun });
  needAtMost(asked, 'vocabulary_size', { most: 65_536, noun });
  const suggested = suggestLanguageModelSpec(kind, { trainCharacters: trainTokens * charactersPerToken, seed });
  const parsed = LanguageModelSpec.safeParse({
    ...suggested,
    epochs: value(asked.n_epochs, suggested.epochs),
    learningRate: Math.min(1, suggested.learningRate * value(asked.learning_rate_multiplier, 1)),
  });
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_value', parsed.error.issues[0]?.message ?? 'The settings do not fit together.', {
    param: hyperparameterParam('hidden_size'),
  });
}
