import { AppError } from '@modelmint/domain/errors';
import type { Tokenizer } from './tokenizer.ts';

/**
 * A model may have more rows than its tokenizer has ids (padding to a round number), never fewer.
 *
 * @throws AppError `invalid_file` when an id would fall outside of the model's embedding.
 */
export function checkVocabulary(tokenizer: Tokenizer, vocabSize: number) {
  if (tokenizer.vocabSize <= vocabSize) return;
  throw new AppError(
    'invalid_file',
    `The tokenizer has ids up to ${tokenizer.vocabSize - 1}, but the model's vocab_size is ${vocabSize}: ` +
      'they are not of the same model. Upload the tokenizer.json that belongs to these weights.',
  );
}
