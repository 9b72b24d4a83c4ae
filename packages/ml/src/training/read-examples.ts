import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';
import { loadChatTemplate } from '../chat-template/load-chat-template.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import { encodeRow, type RowEncoding } from './encode-row.ts';
import { type ExampleSet, ExampleSetBuilder } from './example-set.ts';
import { readJsonLines } from './read-json-lines.ts';

/** The tokenizer of a model's folder, and its chat template as soon as a row needs it. */
export async function openRowEncoding(modelFolder: string): Promise<RowEncoding> {
  let template: Promise<string> | undefined;
  return {
    tokenizer: await loadTokenizer(modelFolder),
    chatTemplate: () => {
      template ??= loadChatTemplate(modelFolder);
      return template;
    },
  };
}

/**
 * Reads a split, JSON Lines of the rows that `encodeRow` knows.
 *
 * @throws AppError `dataset_invalid` naming the line for a row that is none, and for one that is longer than `maxTokens`
 * unless the spec asks to cut it.
 */
export async function readExamples(
  file: string,
  encoding: RowEncoding,
  { maxTokens, whenTooLong }: Pick<CausalLmSpec, 'maxTokens' | 'whenTooLong'>,
): Promise<ExampleSet> {
  const builder = new ExampleSetBuilder();
  for await (const line of readJsonLines(file)) {
    const example = await encodeRow(line, encoding);
    const { length } = example.ids;
    if (length > maxTokens && whenTooLong === 'refuse')
      throw new AppError(
        'dataset_invalid',
        `${line.place}: ${length} tokens, and maxTokens is ${maxTokens}. Shorten the text, raise maxTokens as far as the ` +
          `model's context allows, or ask for long examples to be cut (whenTooLong).`,
      );
    builder.add(example, maxTokens);
  }
  return builder.finish();
}
