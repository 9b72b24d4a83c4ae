import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import { checkCharacters, kindOf } from './dataset-row.ts';
import type { GenerationRow } from './generation-row.ts';

/** As it is written: `developer` is `system` to the templates of open models, and text parts are one string. */
interface Message {
  role: string;
  content: string;
  tool_calls?: unknown[];
  weight?: 0 | 1;
  name?: string;
  tool_call_id?: string;
}

const roles: Record<string, string> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
};
const strings = ['name', 'tool_call_id'] as const;

class MessageFault extends Error {}

/** Reads `{"messages": […], "tools": […]}` of OpenAI's fine-tuning format; other fields are left out. */
export function readMessages(row: Readonly<Record<string, unknown>>, line: number): GenerationRow | DatasetProblem {
  const { messages: found } = row;
  if (!Array.isArray(found) || found.length === 0)
    return datasetProblem('messages_not_list', line, {
      kind: Array.isArray(found) ? 'an empty list' : kindOf(found),
    });
  const messages: Message[] = [];
  for (const [index, message] of (found as unknown[]).entries()) {
    const read = attempt(() => readMessage(message));
    if (typeof read === 'string') return datasetProblem('message_invalid', line, { number: index + 1, reason: read });
    messages.push(read);
  }
  const tools = attempt(() => ({ tools: readTools(row.tools) }));
  if (typeof tools === 'string') return datasetProblem('tools_invalid', line, { reason: tools });
  return checkAnswer(messages, line) ?? checkTexts(messages, line) ?? makeRow(messages, tools.tools);
}

/** The value, or why there is none. */
function attempt<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof MessageFault) return error.message;
    // What JSON.stringify says of a value that is nested beyond the stack.
    if (error instanceof RangeError) return 'it is nested too deeply';
    throw error;
  }
}

function readMessage(value: unknown): Message {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MessageFault(`it is not an object but ${kindOf(value)}`);
  const message = value as Record<string, unknown>;
  const role = readRole(message.role);
  if (Object.hasOwn(message, 'function_call'))
    throw new MessageFault('"function_call" is an old form; write "tool_calls"');
  const calls = readToolCalls(message.tool_calls, role);
  const content = readContent(message.content, role, calls !== undefined);
  const read: Message = { role, content };
  if (calls !== undefined) read.tool_calls = calls;
  for (const name of strings) {
    const text = message[name];
    if (text === undefined || text === null) continue;
    if (typeof text !== 'string') throw new MessageFault(`its "${name}" is not a string but ${kindOf(text)}`);
    read[name] = text;
  }
  const { weight } = message;
  if (weight !== undefined && weight !== null && role === 'assistant') {
    if (weight !== 0 && weight !== 1) throw new MessageFault('its "weight" must be 0 or 1');
    read.weight = weight;
  }
  return read;
}

function readRole(value: unknown): string {
  const role = typeof value === 'string' && Object.hasOwn(roles, value) ? roles[value] : undefined;
  if (role !== undefined) return role;
  const shown = typeof value === 'string' ? `"${value.slice(0, 40)}"` : kindOf(value);
  throw new MessageFault(`its role is ${value === undefined ? 'missing' : shown}`);
}

function readContent(value: unknown, role: string, hasCalls: boolean): string {
  const content = Array.isArray(value) ? joinParts(value) : value;
  // Templates put contents together as strings, so calls without words have an empty one.
  if (hasCalls && (content === undefined || content === null)) return '';
  if (typeof content !== 'string')
    throw new MessageFault(content === undefined ? 'it has no content' : `its content is ${kindOf(content)}`);
  // A tool may say nothing, and many exports have an empty system message.
  if (content.trim() === '' && !hasCalls && (role === 'user' || role === 'assistant'))
    throw new MessageFault('its content is empty');
  return content;
}

function joinParts(parts: unknown[]): string {
  return parts
    .map((part) => {
      const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
      if (type !== 'text' || typeof text !== 'string')
        throw new MessageFault('its content has a part that is not text');
      return text;
    })
    .join('\n');
}

function readToolCalls(value: unknown, role: string): unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (role !== 'assistant') throw new MessageFault(`only the assistant calls tools, not "${role}"`);
  if (!Array.isArray(value) || value.length === 0) throw new MessageFault('its "tool_calls" is not a list of calls');
  for (const call of value as ({ function?: { name?: unknown; arguments?: unknown } | null } | null)[])
    if (typeof call?.function?.name !== 'string' || call.function.arguments === undefined)
      throw new MessageFault('a tool call has no "function" with "name" and "arguments"');
  JSON.stringify(value);
  return value;
}

function readTools(value: unknown): unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new MessageFault(`it is ${kindOf(value)}`);
  for (const tool of value as ({ function?: { name?: unknown } | null } | null)[])
    if (typeof tool?.function?.name !== 'string') throw new MessageFault('a tool has no "function" with a "name"');
  JSON.stringify(value);
  return value.length === 0 ? undefined : value;
}

function checkAnswer(messages: readonly Message[], line: number): DatasetProblem | null {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return datasetProblem('answer_not_last', line, { role: last?.role ?? '' });
  const counts = messages.some(({ role, weight }) => role === 'assistant' && weight !== 0);
  return counts ? null : datasetProblem('no_answer_counts', line, {});
}

function checkTexts(messages: readonly Message[], line: number): DatasetProblem | null {
  for (const { content } of messages) {
    const problem = checkCharacters(content, line);
    if (problem !== null) return problem;
  }
  return null;
}

function makeRow(messages: Message[], tools: unknown[] | undefined): GenerationRow {
  const said = messages.map(({ content, tool_calls: calls }) =>
    calls === undefined ? content : `${content}${content === '' ? '' : '\n'}${JSON.stringify(calls)}`,
  );
  return {
    kind: 'messages',
    json: JSON.stringify(tools === undefined ? { messages } : { messages, tools }),
    prompt: said.at(-2) ?? '',
    answer: said.at(-1) ?? '',
    texts: tools === undefined ? said : [...said, JSON.stringify(tools)],
    messages: messages.length,
    turns: messages.filter(({ role }) => role === 'user' || role === 'assistant').length,
    hasSystem: messages.some(({ role }) => role === 'system'),
  };
}
