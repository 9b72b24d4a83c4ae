import type { ChatMessage } from '../../endpoint/ui/call-snippets.ts';
import type { Generated } from './generated.ts';

/** What was said, and what the answer took. */
export interface Exchange {
  question: string;
  text: string;
  /** null: it comes from the history, which keeps the receipt of the last call alone. */
  answer: Generated | null;
}

/** All that goes with the next question: an empty system message is none. */
export function messagesOf(system: string, exchanges: readonly Exchange[], question: string): ChatMessage[] {
  return [
    ...(system.trim() === '' ? [] : [{ role: 'system' as const, content: system }]),
    ...exchanges.flatMap(({ question: asked, text }): ChatMessage[] => [
      { role: 'user', content: asked },
      { role: 'assistant', content: text },
    ]),
    { role: 'user', content: question },
  ];
}

/** The other way round: the messages of a call and what was answered to them. */
export function exchangesOf(
  messages: readonly ChatMessage[],
  answer: string,
): { system: string; exchanges: Exchange[] } {
  const system = messages.find(({ role }) => role === 'system')?.content ?? '';
  const said = messages.filter(({ role }) => role !== 'system');
  const exchanges = said.flatMap(({ role, content }, at): Exchange[] => {
    const next = said[at + 1];
    if (role !== 'user') return [];
    return [{ question: content, text: next === undefined ? answer : next.content, answer: null }];
  });
  return { system, exchanges };
}
