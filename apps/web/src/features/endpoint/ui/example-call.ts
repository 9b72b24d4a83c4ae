import type { Task } from '@modelmint/domain/task';
import type { CallInput } from './call-snippets.ts';

/** A call for the snippets of a model: one that it can answer. */
export function exampleCall(
  { task, hasChatTemplate }: { task: Task; hasChatTemplate: boolean },
  text: string | null = null,
): CallInput {
  switch (task) {
    case 'image-classification':
      return { kind: 'images' };
    case 'text-generation':
      return hasChatTemplate
        ? { kind: 'chat', messages: [{ role: 'user', content: text ?? 'Where is my parcel?' }] }
        : { kind: 'completion', prompt: text ?? 'Once upon a time', sampling: { max_tokens: 64 } };
    default:
      return { input: text ?? 'My parcel never came.' };
  }
}
