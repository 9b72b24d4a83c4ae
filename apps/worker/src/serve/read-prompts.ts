import { AppError } from '@modelmint/domain/errors';
import type { GenerateRequest } from '@modelmint/domain/serving-contract';
import type { ChatMessage } from '@modelmint/ml/chat-template/chat-message';
import { templateTokens } from '@modelmint/ml/chat-template/encode-chat';
import { renderChat } from '@modelmint/ml/chat-template/render-chat';
import { encodeBounded } from './encode-bounded.ts';
import { cannot, type LoadedLanguageModel } from './loaded-model.ts';

export interface Prompt {
  ids: readonly number[];
  /** What `echo` shows. */
  text: string;
  /** As the client named it. */
  param: string;
}

/**
 * The tokens of what a call asks to go on from.
 *
 * @throws AppError `invalid_value` for messages that the model's template refuses, or a chat where it has none;
 * `context_length_exceeded` for a text that is surely too long.
 */
export async function readPrompts(
  model: LoadedLanguageModel,
  prompt: GenerateRequest['prompt'],
  signal: AbortSignal,
): Promise<Prompt[]> {
  if ('messages' in prompt) return [await readChat(model, prompt.messages, signal)];
  if ('ids' in prompt) return prompt.ids.map((ids, i) => ({ ids, text: '', param: paramOf(prompt.ids, i) }));
  const { tokenizer, contextLength } = model;
  const texts = prompt.texts.map((text, i) => ({ text, param: paramOf(prompt.texts, i) }));
  const encoded = await encodeBounded(tokenizer, texts, { contextLength, signal });
  return texts.map((one, i) => ({ ...one, ids: orStart(model, encoded[i] ?? []) }));
}

/** One prompt goes by the parameter's plain name. */
function paramOf(all: readonly unknown[], index: number): string {
  return all.length === 1 ? 'prompt' : `prompt[${index}]`;
}

/** Nothing to go on from is the start of a text, which some tokenizers do not mark by themselves. */
function orStart({ tokenizer }: LoadedLanguageModel, ids: number[]): number[] {
  const start = tokenizer.bosId ?? tokenizer.eosId;
  return ids.length > 0 || start === null ? ids : [start];
}

async function readChat(
  model: LoadedLanguageModel,
  messages: Record<string, unknown>[],
  signal: AbortSignal,
): Promise<Prompt> {
  const { template, tokenizer, contextLength } = model;
  if (template === null) throw cannot('chat: it has no chat template', model);
  const chat = messages.map(readMessage);
  const text = renderTemplate(template, { messages: chat, addGenerationPrompt: true, ...templateTokens(tokenizer) });
  const named = { text, param: 'messages' };
  const [ids = []] = await encodeBounded(tokenizer, [named], { contextLength, signal, addSpecialTokens: false });
  return { ...named, ids };
}

function readMessage(message: Record<string, unknown>, index: number): ChatMessage {
  const { role, content } = message;
  if (typeof role !== 'string' || role === '')
    throw new AppError('invalid_value', 'A message has a role: system, user or assistant.', {
      param: `messages[${index}].role`,
    });
  return { ...message, role, content: Array.isArray(content) ? joinParts(content, index) : content };
}

/** Templates of text models take one text. */
function joinParts(parts: readonly unknown[], index: number): string {
  return parts
    .map((part, i) => {
      if (typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string')
        return part.text;
      throw new AppError('invalid_value', 'This model reads text only: parts of the type text.', {
        param: `messages[${index}].content[${i}]`,
      });
    })
    .join('');
}

/** A template that fails does so on these messages: at import and at training it rendered others. */
function renderTemplate(template: string, values: Parameters<typeof renderChat>[1]): string {
  try {
    return renderChat(template, values);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid_value', message, { param: 'messages', cause });
  }
}
