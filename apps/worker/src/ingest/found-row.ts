import type { DatasetRow } from '@modelmint/domain/dataset-row';
import { estimateRowTokens } from '@modelmint/domain/estimate-text-tokens';
import type { GenerationRow } from '@modelmint/domain/generation-row';
import { splitWords } from '@modelmint/domain/split-words';
import type { FoundRow } from './row-sink.ts';

/** Tokens are the words that the trained model reads. */
export function classifiedRow({ text, label }: DatasetRow, line: number): FoundRow {
  return {
    ...{ line, label, identity: text, shown: { text, label } },
    tokens: splitWords(text).length,
    json: JSON.stringify({ text, label }),
  };
}

/**
 * Only rows that are equal in all go to one side: many data sets ask the same thing in every row, and rows that share
 * a prompt but not the answer must not all be held out together.
 */
export function generatedRow({ json, prompt, answer, ...row }: GenerationRow, line: number): FoundRow {
  return {
    ...{ line, label: null, identity: json, json, shown: { text: prompt, label: answer }, chat: row },
    tokens: estimateRowTokens(row),
  };
}
