import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { type AssistantSpan, assistantSpans } from './assistant-spans.ts';
import type { ChatMessage } from './chat-message.ts';
import type { ChatValues } from './render-chat.ts';

export interface EncodedChat {
  /** [time] */
  ids: number[];
  /** [time] 1 where the token is the assistant's, its end of turn included, and the message's weight is not 0. */
  trained: Uint8Array;
}

/**
 * Token ids of a chat with what is to be trained of it. A token that holds the border of an answer counts to the
 * answer, as `return_assistant_tokens_mask` of transformers has it.
 *
 * @throws AppError as `renderChat` and `assistantSpans` do.
 */
export function encodeChat(
  tokenizer: Tokenizer,
  template: string,
  chat: readonly ChatMessage[] | Omit<ChatValues, 'bosToken' | 'eosToken'>,
): EncodedChat {
  const values = isMessages(chat) ? { messages: chat } : chat;
  const { text, spans } = assistantSpans(template, {
    ...values,
    ...templateTokens(tokenizer),
    specialTokens: Array.from(tokenizer.specialIds, (id) => tokenizer.tokenOf(id) ?? '').filter(
      (token) => token !== '',
    ),
  });
  const encode = (part: string) => tokenizer.encode(part, { addSpecialTokens: false });
  const ids = encode(text);
  const trained = new Uint8Array(ids.length);
  for (const span of spans.filter(isTrained)) {
    const start = sameStart(ids, encode(text.slice(0, span.start))).length;
    const upToEnd = encode(text.slice(0, span.end));
    const end = sameStart(ids, upToEnd).length;
    trained.fill(1, start, end < upToEnd.length ? end + 1 : end);
  }
  return { ids, trained };
}

/** What a template calls `bos_token` and `eos_token`. */
export function templateTokens({ bosId, eosId, tokenOf }: Tokenizer) {
  return {
    bosToken: bosId === null ? null : (tokenOf(bosId) ?? null),
    eosToken: eosId === null ? null : (tokenOf(eosId) ?? null),
  };
}

function isMessages(
  chat: readonly ChatMessage[] | Omit<ChatValues, 'bosToken' | 'eosToken'>,
): chat is readonly ChatMessage[] {
  return Array.isArray(chat);
}

function isTrained({ message, start, end }: AssistantSpan): boolean {
  return message.weight !== 0 && start < end;
}

function sameStart(a: readonly number[], b: readonly number[]): readonly number[] {
  const end = b.findIndex((id, i) => a[i] !== id);
  return end < 0 ? b : b.slice(0, end);
}
