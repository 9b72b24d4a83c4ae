import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Generate } from './generate-call.ts';
import { parseInput } from './parse-input.ts';
import { isGiven, refuseStream, samplingFields, toSampling, unsupported } from './sampling-fields.ts';

const messagesMax = 2_048;
const textPart = z.object({ type: z.literal('text', 'the parts of a message are {"type": "text"}'), text: z.string() });
const content = z.union([z.string(), z.array(textPart).min(1)]);
const name = z.string().max(64).nullish();

const Message = z.object({
  role: z.enum(['developer', 'system', 'user', 'assistant'], "a role is 'system', 'developer', 'user' or 'assistant'"),
  content,
  name,
});

const positive = z.number().int().min(1);

/** Unknown keys are let through, since clients add their own; those we know but cannot do are refused. */
export const ChatBody = z.object({
  ...samplingFields,
  messages: z.array(Message).min(1).max(messagesMax),
  max_tokens: positive.nullish(),
  max_completion_tokens: positive.nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
});

/** The body of `POST /v1/chat/completions`. */
export function readChatBody(value: unknown): Generate {
  const raw = value as Record<string, unknown>;
  refuseStream(raw);
  refuseTools(raw);
  refuseForms(raw);
  if (Array.isArray(raw.messages)) raw.messages.forEach(refuseMessage);
  const body = parseInput(ChatBody, raw);
  return {
    ...toSampling(body),
    prompt: { messages: body.messages.map(toMessage) },
    maxTokens: readMaxTokens(body),
    logprobs: readLogprobs(body),
    echo: false,
  };
}

function refuseTools(body: Record<string, unknown>): void {
  for (const param of ['tools', 'functions'])
    if (isGiven(body[param])) throw unsupported(param, 'The models of this server call no tools: leave them out.');
  const { tool_choice: choice } = body;
  if (isGiven(choice) && choice !== 'none' && choice !== 'auto')
    throw unsupported('tool_choice', 'The models of this server call no tools: leave tool_choice out.');
  const { function_call: call } = body;
  if (isGiven(call) && call !== 'none' && call !== 'auto')
    throw unsupported('function_call', 'The models of this server call no functions: leave function_call out.');
}

function refuseForms({
  response_format: format,
  modalities,
  audio,
  web_search_options: search,
}: Record<string, unknown>): void {
  const type = typeof format === 'object' && format !== null ? (format as { type?: unknown }).type : undefined;
  if (isGiven(format) && type !== 'text')
    throw unsupported('response_format', 'Answers are plain text: leave response_format out, or use {"type": "text"}.');
  if (isGiven(modalities) && !(Array.isArray(modalities) && modalities.every((one) => one === 'text')))
    throw unsupported('modalities', "Answers are text: leave modalities out, or use ['text'].");
  if (isGiven(audio)) throw unsupported('audio', 'Answers are text: leave audio out.');
  if (isGiven(search)) throw unsupported('web_search_options', 'Nothing is searched: leave web_search_options out.');
}

/** What is known but not done, before the schema says less about it. */
function refuseMessage(message: unknown, index: number): void {
  if (typeof message !== 'object' || message === null) return;
  const { role, content: parts, tool_calls, function_call, audio } = message as Record<string, unknown>;
  const param = `messages[${index}]`;
  if (role === 'tool' || role === 'function')
    throw unsupported(
      `${param}.role`,
      `The models of this server call no tools: leave messages of the role '${role}' out.`,
    );
  if (isGiven(tool_calls) || isGiven(function_call))
    throw unsupported(
      `${param}.${isGiven(tool_calls) ? 'tool_calls' : 'function_call'}`,
      'The models of this server call no tools: send the text of the message only.',
    );
  if (isGiven(audio)) throw unsupported(`${param}.audio`, 'The models of this server read text only.');
  if (!Array.isArray(parts)) return;
  const other = parts.findIndex((part) => ['image_url', 'input_audio', 'file', 'refusal'].includes(typeOf(part)));
  if (other >= 0)
    throw unsupported(
      `${param}.content[${other}]`,
      `The models of this server read text only: leave parts of the type '${typeOf(parts[other])}' out.`,
    );
}

function typeOf(part: unknown): string {
  const type = typeof part === 'object' && part !== null ? (part as { type?: unknown }).type : undefined;
  return typeof type === 'string' ? type : '';
}

/** As chat templates know it: they have strings for content and no role `developer`. */
function toMessage({ role, content: told, name: who }: z.output<typeof Message>): Record<string, unknown> {
  return {
    role: role === 'developer' ? 'system' : role,
    content: typeof told === 'string' ? told : told.map(({ text }) => text).join('\n'),
    ...(who === null || who === undefined ? {} : { name: who }),
  };
}

function readMaxTokens({ max_tokens: old, max_completion_tokens: now }: z.output<typeof ChatBody>): number | null {
  if (typeof old === 'number' && typeof now === 'number' && old !== now)
    throw new AppError(
      'invalid_value',
      'max_tokens and max_completion_tokens differ: give max_completion_tokens only.',
      {
        param: 'max_tokens',
      },
    );
  return now ?? old ?? null;
}

function readLogprobs({ logprobs, top_logprobs: top }: z.output<typeof ChatBody>): number | null {
  if (logprobs === true) return top ?? 0;
  if (typeof top === 'number')
    throw new AppError('invalid_value', 'top_logprobs goes with logprobs: true only.', { param: 'top_logprobs' });
  return null;
}
