import type { ChatMessage } from '../chat-template/chat-message.ts';
import { templateTokens } from '../chat-template/encode-chat.ts';
import { renderChat } from '../chat-template/render-chat.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { RowEncoding } from './encode-row.ts';
import { type JsonLine, readJsonLines } from './read-json-lines.ts';

/** A held-out row as a question to the model. */
export interface SamplePrompt {
  ids: number[];
  /** For a person to read. */
  prompt: string;
  /** What the row says comes next. */
  expected: string;
}

export interface SamplePromptOptions {
  count: number;
  /** Prompts that are longer are passed over. */
  promptTokensMax: number;
  /** Of a text that stands alone, at most so much is the prompt, and so much of the rest is expected. */
  textTokensMax?: { prompt: number; expected: number };
}

/** Where nothing fits, a file of a million rows is not read for three samples. */
const rowsReadMax = 200;

/** The first rows of a split that can be asked, JSON Lines of the rows that `encodeRow` knows. */
export async function readSamplePrompts(
  file: string,
  encoding: RowEncoding,
  options: SamplePromptOptions,
): Promise<SamplePrompt[]> {
  const { count, promptTokensMax } = options;
  const prompts: SamplePrompt[] = [];
  let rows = 0;
  for await (const line of readJsonLines(file)) {
    if (prompts.length === count || ++rows > rowsReadMax) break;
    const found = await askRow(line, encoding, options);
    if (found !== null && found.ids.length > 0 && found.ids.length <= promptTokensMax) prompts.push(found);
  }
  return prompts;
}

async function askRow(
  { value }: JsonLine,
  encoding: RowEncoding,
  options: SamplePromptOptions,
): Promise<SamplePrompt | null> {
  const { messages, tools, prompt, completion, text } = value as Record<string, unknown>;
  const { tokenizer } = encoding;
  if (Array.isArray(messages)) return askChat(messages as ChatMessage[], tools, encoding);
  if (typeof prompt === 'string' && typeof completion === 'string')
    return { ids: withoutEnd(tokenizer.encode(prompt), tokenizer.eosId), prompt, expected: completion };
  if (typeof text !== 'string') return null;
  return askText(text, tokenizer, options);
}

/** Its beginning. */
function askText(text: string, tokenizer: Tokenizer, { textTokensMax: most }: SamplePromptOptions): SamplePrompt {
  const ids = withoutEnd(tokenizer.encode(text), tokenizer.eosId);
  const start = ids.slice(0, Math.min(most?.prompt ?? ids.length, Math.ceil(ids.length / 2)));
  const read = (part: number[]) => tokenizer.decode(part, { skipSpecialTokens: true });
  const rest = ids.slice(start.length, most === undefined ? ids.length : start.length + most.expected);
  return { ids: start, prompt: read(start), expected: read(rest) };
}

/** Everything before the assistant's last message. */
async function askChat(messages: ChatMessage[], tools: unknown, encoding: RowEncoding): Promise<SamplePrompt | null> {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  const answer = messages[last];
  if (last < 1 || answer === undefined) return null;
  const before = messages.slice(0, last);
  const { tokenizer } = encoding;
  const text = renderChat(await encoding.chatTemplate(), {
    messages: before,
    ...(Array.isArray(tools) ? { tools } : {}),
    addGenerationPrompt: true,
    ...templateTokens(tokenizer),
  });
  return {
    ids: tokenizer.encode(text, { addSpecialTokens: false }),
    prompt: before.map((message) => `${message.role}: ${contentOf(message)}`).join('\n'),
    expected: contentOf(answer),
  };
}

/** Text as it is; parts, and what a message calls instead of saying it, as JSON. */
function contentOf({ content, tool_calls: calls }: ChatMessage): string {
  if (typeof content === 'string' && content !== '') return content;
  return JSON.stringify(content === undefined || content === null || content === '' ? (calls ?? '') : content);
}

function withoutEnd(ids: number[], eosId: number | null): number[] {
  return ids.length > 1 && ids.at(-1) === eosId ? ids.slice(0, -1) : ids;
}
