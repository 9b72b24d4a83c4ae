import type { InferenceProblem, InferenceRoute } from '@modelmint/domain/inference-job';
import type { FoundValue } from './read-input.ts';

const customIdCharactersMax = 512;

/** What a line of a batch says. */
export interface BatchLine {
  customId: string;
  model: string;
  body: Record<string, unknown>;
}

/** What lines have in common, as far as they were read. */
export interface SeenLines {
  customIds: Set<string>;
  /** What the first line calls; all others must call it too. */
  model: string | null;
}

/** A line of a batch, or what is wrong with it. */
export function readBatchLine(
  { line, value, error }: FoundValue,
  route: InferenceRoute,
  seen: SeenLines,
): BatchLine | { problem: InferenceProblem } {
  const refuse = (code: string, message: string, param: string | null = null) => ({
    problem: { code, message, param, line },
  });
  if (error !== undefined) return refuse(error.code, error.message);
  if (!isRecord(value))
    return refuse('invalid_json_line', 'The line is no object such as {"custom_id", "method", "url", "body"}.');
  const { custom_id: customId, method, url, body } = value;
  if (typeof customId !== 'string' || customId === '' || customId.length > customIdCharactersMax)
    return refuse(
      'missing_required_parameter',
      `It has no custom_id of 1 to ${customIdCharactersMax} characters.`,
      'custom_id',
    );
  if (seen.customIds.has(customId))
    return refuse(
      'duplicate_custom_id',
      `The custom_id '${customId.slice(0, 100)}' stands on a line before.`,
      'custom_id',
    );
  seen.customIds.add(customId);
  if (method !== 'POST') return refuse('invalid_method', "The method is not 'POST'.", 'method');
  if (url !== route) return refuse('invalid_url', `The url is not '${route}', which the batch was made for.`, 'url');
  if (!isRecord(body)) return refuse('missing_required_parameter', 'It has no body.', 'body');
  const { model, stream } = body;
  if (typeof model !== 'string' || model === '')
    return refuse('missing_required_parameter', 'Its body names no model.', 'body.model');
  if (model.includes('\0'))
    return refuse('invalid_value', 'The name of its model holds a NUL character.', 'body.model');
  if (seen.model !== null && model !== seen.model)
    return refuse(
      'mismatched_model',
      `A batch calls one model: the first line calls '${seen.model.slice(0, 200)}'.`,
      'body.model',
    );
  seen.model = model;
  if (stream !== undefined && stream !== null && stream !== false)
    return refuse('unsupported_parameter', 'Answers of a batch are not streamed: leave stream out.', 'body.stream');
  return { customId, model, body };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
