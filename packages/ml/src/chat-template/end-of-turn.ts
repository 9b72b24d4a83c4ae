import { isAppError } from '@modelmint/domain/errors';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { encodeChat } from './encode-chat.ts';

/**
 * The special token that a template puts behind an answer: a model that is tuned on chats writes it there, whatever its
 * config calls the end of a text. Null where the template ends an answer with text, or takes no plain chat.
 */
export function endOfTurnId(tokenizer: Tokenizer, template: string): number | null {
  try {
    const chat = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
    ];
    const { ids, trained } = encodeChat(tokenizer, template, chat);
    const last = ids[trained.lastIndexOf(1)];
    return last !== undefined && tokenizer.specialIds.has(last) ? last : null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
