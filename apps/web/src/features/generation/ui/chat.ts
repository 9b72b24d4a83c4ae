import type { ChatMessage } from '../../endpoint/ui/call-snippets.ts';
import type { Generated } from './generated.ts';

/** What was said, and what the answer took. */
export interface Exchange {
  question: string;
  answer: Generated;
}

/** All that goes with the next question: an empty system message is none. */
export function messagesOf(system: string, exchanges: readonly Exchange[], question: string): ChatMessage[] {
  return [
    ...(system.trim() === '' ? [] : [{ role: 'system' as const, content: system }]),
    ...exchanges.flatMap(({ question: asked, answer }): ChatMessage[] => [
      { role: 'user', content: asked },
      { role: 'assistant', content: answer.text },
    ]),
    { role: 'user', content: question },
  ];
}
