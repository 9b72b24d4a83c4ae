import { AppError } from '@modelmint/domain/errors';
import type { ChatMessage } from './chat-message.ts';
import { hasGenerationTags } from './generation-tags.ts';
import { type ChatValues, renderChat } from './render-chat.ts';

/** A part of a rendered chat that the assistant has written, its end of turn included. */
export interface AssistantSpan {
  start: number;
  end: number;
  message: ChatMessage;
}

export interface AssistantChat {
  text: string;
  spans: AssistantSpan[];
}

export interface SpanOptions extends ChatValues {
  /** The special tokens of the tokenizer: one of them ends a turn. */
  specialTokens: readonly string[];
}

/**
 * Renders a chat and finds what the assistant has written: between the `{% generation %}` tags of the template if it
 * has them; else by rendering the chat up to each answer, as it is when the model is asked for it, and with the
 * answer. Where earlier turns are rendered otherwise once later ones follow, the answer is found by rendering the chat
 * with another answer in its place.
 *
 * @throws AppError `invalid_file` when the answers cannot be told from the rest.
 */
export function assistantSpans(template: string, options: SpanOptions): AssistantChat {
  if (hasGenerationTags(template)) return byTags(template, options);
  const text = renderChat(template, options);
  const spans = options.messages.flatMap((message, index) => {
    if (message.role !== 'assistant') return [];
    const place = { template, options, text, index };
    const span = byPrefix(place) ?? byReplacement(place);
    if (span === null) throw notFound(index);
    return [{ ...span, message }];
  });
  return { text, spans };
}

interface Place {
  template: string;
  options: SpanOptions;
  /** The whole chat. */
  text: string;
  /** Of the message. */
  index: number;
}

interface Span {
  start: number;
  end: number;
}

function byPrefix({ template, options, text, index }: Place): Span | null {
  const upTo = (count: number, addGenerationPrompt: boolean) =>
    renderChat(template, { ...options, messages: options.messages.slice(0, count), addGenerationPrompt });
  const after = upTo(index + 1, false);
  const before = upTo(index, true);
  if (!text.startsWith(after) || !after.startsWith(before)) return null;
  const tail = after.slice(before.length).trimEnd();
  const isEnded = options.specialTokens.some((token) => tail.endsWith(token));
  return { start: before.length, end: isEnded ? before.length + tail.length : after.length };
}

function byReplacement({ template, options, text, index }: Place): Span | null {
  const message = options.messages[index];
  if (typeof message?.content !== 'string') return null;
  const mark = unusedText(text);
  const messages = options.messages.with(index, { ...message, content: mark });
  const marked = renderChat(template, { ...options, messages });
  const start = marked.indexOf(mark);
  const rest = marked.slice(start + mark.length);
  const contentEnd = text.length - rest.length;
  if (start < 0 || contentEnd < start || !text.endsWith(rest) || text.slice(0, start) !== marked.slice(0, start))
    return null;
  if (text.slice(start, contentEnd).trim() !== message.content.trim()) return null;
  const gap = /^\s*/.exec(rest)?.[0].length ?? 0;
  const ending = options.specialTokens.find((token) => rest.startsWith(token, gap));
  return { start, end: ending === undefined ? contentEnd : contentEnd + gap + ending.length };
}

function byTags(template: string, options: SpanOptions): AssistantChat {
  const plain = renderChat(template, options);
  const mark = unusedText(plain + JSON.stringify(options.messages));
  const [open, close] = [`${mark}<`, `${mark}>`];
  const variables = { ...options.variables, generation_start: open, generation_end: close };
  const parts = renderChat(template, { ...options, variables }).split(open);
  const answers = options.messages.filter(({ role }) => role === 'assistant');
  if (parts.length - 1 !== answers.length) throw notFound(null);
  let text = parts[0] ?? '';
  const spans = answers.map((message, i) => {
    const [inside = '', outside = ''] = (parts[i + 1] ?? '').split(close);
    const span = { start: text.length, end: text.length + inside.length, message };
    text += inside + outside;
    return span;
  });
  if (text !== plain) throw notFound(null);
  return { text, spans };
}

/** A text that does not occur in `text`. */
function unusedText(text: string): string {
  let mark = '\ue000';
  while (text.includes(mark)) mark += '\ue001';
  return mark;
}

function notFound(index: number | null): AppError {
  const which = index === null ? 'the assistant messages' : `messages[${index}]`;
  return new AppError(
    'invalid_file',
    `Which part of the chat is ${which} cannot be told from the rendered text, because the chat template changes it or ` +
      'what stands before it. Put {% generation %} and {% endgeneration %} around what the assistant writes in the template.',
  );
}
