import type { Task } from '@modelmint/domain/task';
import { exampleRow } from '../../prediction/ui/example-row.ts';
import type { TrialTable } from '../../prediction/ui/trial-table.ts';
import type { TrialRecommender } from '../../recommendation/ui/trial-recommender.ts';
import type { CallInput } from './call-snippets.ts';

/** Of the data that a model was trained on, so that its code runs as shown; null where it is gone, or of another kind. */
export interface ExampleData {
  text: string | null;
  table: TrialTable | null;
  recommender: TrialRecommender | null;
}

/** What is sent where a model's data say nothing: the same in every language, as the code around it is. */
export const exampleWords = {
  // i18n-ignore
  question: 'Where is my parcel?',
  // i18n-ignore
  beginning: 'Once upon a time',
  // i18n-ignore
  text: 'My parcel never came.',
} as const;

const none: ExampleData = { text: null, table: null, recommender: null };

/** A call for the snippets of a model: one that it can answer. */
export function exampleCall(
  { task, hasChatTemplate }: { task: Task; hasChatTemplate: boolean },
  { text, table, recommender }: ExampleData = none,
): CallInput {
  switch (task) {
    case 'image-classification':
      return { kind: 'images' };
    case 'text-generation':
      return hasChatTemplate
        ? { kind: 'chat', messages: [{ role: 'user', content: text ?? exampleWords.question }] }
        : { kind: 'completion', prompt: text ?? exampleWords.beginning, sampling: { max_tokens: 64 } };
    case 'tabular':
      return {
        kind: 'prediction',
        input: table === null ? { column: 'value' } : exampleRow(table),
        target: table?.target.kind ?? 'label',
      };
    case 'recommendation':
      return { kind: 'recommendation', user: recommender?.users[0] ?? '42' };
    case 'text-classification':
      return { input: text ?? exampleWords.text };
  }
}
