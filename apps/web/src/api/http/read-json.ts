import { AppError } from '@modelmint/domain/errors';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { ApiEnv } from './api-env.ts';
import { mebibyte, readBody } from './read-body.ts';

export interface JsonOptions {
  /** Default 1 MiB. */
  bytesMax?: number;
  /** Where `null` at the top level says something of its own. */
  nullable?: readonly string[];
}

/** The JSON body as `schema` wants it. An empty body reads as `{}`: the openai client sends such POSTs. */
export async function readJson<S extends z.ZodType>(
  c: Context<ApiEnv>,
  schema: S,
  options: JsonOptions = {},
): Promise<z.output<S>> {
  return parseInput(schema, await readJsonValue(c, options));
}

/** `null` at the top level means "not given", as in OpenAI's API. */
export async function readJsonValue(
  c: Context<ApiEnv>,
  { bytesMax = mebibyte, nullable = [] }: JsonOptions = {},
): Promise<unknown> {
  const body = await readBody(c, { bytesMax });
  if (body.length === 0) return {};
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new AppError('unsupported_media_type', 'Send JSON with the header "content-type: application/json".');
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('invalid_json', 'The request body must be one JSON object.');
  // PostgreSQL keeps neither, in text or JSON.
  if (body.includes('\\u0000') && holds(value, /\0/))
    throw new AppError('invalid_value', 'The request holds a NUL character (\\u0000). Remove it.');
  if ((body.includes('\\ud') || body.includes('\\uD')) && holds(value, /\p{Surrogate}/u))
    throw new AppError(
      'invalid_value',
      'The request holds half a character (\\ud83d without what follows). Send it whole.',
    );
  return Object.fromEntries(Object.entries(value).filter(([name, item]) => item !== null || nullable.includes(name)));
}

/** Also true for what is nested deeper than any request of ours. */
function holds(value: unknown, sign: RegExp, depth = 0): boolean {
  if (typeof value === 'string') return sign.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (depth > 32) return true;
  return Object.entries(value).some(([name, item]) => sign.test(name) || holds(item, sign, depth + 1));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message.slice(0, 200) : 'it is not UTF-8';
    throw new AppError('invalid_json', `The request body is not valid JSON: ${reason}`);
  }
}
