import { AppError, isAppError } from '@modelmint/domain/errors';
import type { ChatMessage } from '../chat-template/chat-message.ts';
import { encodeChat } from '../chat-template/encode-chat.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { TrainingExample } from './example-set.ts';
import type { JsonLine } from './read-json-lines.ts';

export interface RowEncoding {
  tokenizer: Tokenizer;
  /** Of the model; asked for only where a row is a chat. */
  chatTemplate(): Promise<string>;
}

/**
 * A row as tokens, with what is trained of it: of `{"messages"}` the assistant's tokens, of `{"prompt", "completion"}` the
 * completion and the end of the text, of `{"text"}` all.
 *
 * @throws AppError `dataset_invalid` naming the line for a row that is none of these.
 */
export async function encodeRow({ value, place }: JsonLine, encoding: RowEncoding): Promise<TrainingExample> {
  const row = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if ('messages' in row) return await encodeMessages(row, place, encoding);
  const { tokenizer } = encoding;
  const { prompt, completion, text } = row;
  if (typeof prompt === 'string' && typeof completion === 'string') {
    const ids = encodeText(tokenizer, prompt + completion);
    const before = withoutEnd(tokenizer, tokenizer.encode(prompt));
    const same = before.findIndex((id, i) => ids[i] !== id);
    const start = same < 0 ? before.length : same; // a token across the border is the completion's
    return { ids, weights: Float32Array.from(ids, (_, i) => (i < start ? 0 : 1)) };
  }
  if (typeof text === 'string') {
    const ids = encodeText(tokenizer, text);
    return { ids, weights: new Float32Array(ids.length).fill(1) };
  }
  throw new AppError('dataset_invalid', `${place}: a row has "messages", or "prompt" and "completion", or "text"`);
}

async function encodeMessages(
  { messages, tools }: Record<string, unknown>,
  place: string,
  { tokenizer, chatTemplate }: RowEncoding,
): Promise<TrainingExample> {
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage))
    throw new AppError('dataset_invalid', `${place}: "messages" is not a list of messages with a role`);
  const template = await chatTemplate();
  try {
    const { ids, trained } = encodeChat(tokenizer, template, Array.isArray(tools) ? { messages, tools } : messages);
    return { ids, weights: trained };
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError(error.code, `${place}: ${error.message}`, { fault: error.fault, cause: error });
  }
}

function isMessage(value: unknown): value is ChatMessage {
  return typeof value === 'object' && value !== null && 'role' in value && typeof value.role === 'string';
}

/** With the end of the text, so that the model learns to stop. */
function encodeText(tokenizer: Tokenizer, text: string): number[] {
  const ids = withoutEnd(tokenizer, tokenizer.encode(text));
  return tokenizer.eosId === null ? ids : [...ids, tokenizer.eosId];
}

/** Some tokenizers end every text themselves. */
function withoutEnd({ eosId }: Tokenizer, ids: number[]): number[] {
  return ids.length > 1 && ids.at(-1) === eosId ? ids.slice(0, -1) : ids;
}
