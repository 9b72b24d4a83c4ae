import type { CheckpointFacts } from '@modelmint/domain/base-model';
import type { CodeSample } from '../../../ui/code-block.tsx';
import { type CallExample, callSnippets } from '../../endpoint/ui/call-snippets.ts';

interface SnippetContext {
  /** With `/v1` at its end. */
  baseUrl: string;
  name: string;
  facts: Pick<CheckpointFacts, 'kind' | 'hasChatTemplate'>;
}

/** How a checkpoint is called as it is, by what it can do. */
export function baseModelSnippets(context: SnippetContext): CodeSample[] {
  return callSnippets(exampleOf(context)).map(({ id, label, code }) => ({ language: id, label, code }));
}

function exampleOf({ baseUrl, name, facts }: SnippetContext): CallExample {
  const common = { baseUrl, model: name };
  if (facts.kind === 'image-classifier') return { ...common, kind: 'images' };
  if (facts.kind === 'encoder') return { ...common, kind: 'embeddings', input: 'I was charged twice this month' };
  if (!facts.hasChatTemplate)
    // i18n-ignore
    return { ...common, kind: 'completion', prompt: 'Once upon a time', sampling: { max_tokens: 64 } };
  // i18n-ignore
  const messages = [{ role: 'user', content: 'Name three colours.' }] as const;
  return { ...common, kind: 'chat', messages, sampling: { max_tokens: 64 } };
}
