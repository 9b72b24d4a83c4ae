import { type AppError, type ErrorCode, errorHttp, isAppError } from './errors.ts';
import { deriveId } from './ids.ts';
import type { InferenceRow, RowError } from './inference-ask.ts';
import type { InferenceMode, InferenceRoute } from './inference-job.ts';

/** What a row has got: the object of its route, or why it has none. */
export type RowOutcome = { object: Record<string, unknown> } | { error: RowError };

interface LineOf {
  jobId: string;
  mode: InferenceMode;
  route: InferenceRoute;
  column: string | null;
}

/** A line of the result, the same whenever it is written: ids are made of job and row. */
export function resultLine(of: LineOf, row: InferenceRow, outcome: RowOutcome): string {
  const fact = `${of.jobId}:${row.row}`;
  return JSON.stringify(of.mode === 'BATCH' ? batchLine(fact, row, outcome) : rowLine(of, row, outcome));
}

function batchLine(fact: string, { customId }: InferenceRow, outcome: RowOutcome) {
  const { status, body } = 'object' in outcome ? { status: 200, body: outcome.object } : refused(outcome.error);
  return {
    id: deriveId('batchRequest', fact),
    custom_id: customId,
    response: { status_code: status, request_id: deriveId('request', fact), body: withId(body, fact) },
    error: null,
  };
}

/** A line of the error file for a row that nobody came to. */
export function unansweredLine(jobId: string, { row, customId }: InferenceRow, error: RowError): string {
  const { code, message } = error;
  return JSON.stringify({
    id: deriveId('batchRequest', `${jobId}:${row}`),
    custom_id: customId,
    response: null,
    error: { code, message },
  });
}

function refused({ code, message, param }: RowError) {
  const known = code in errorHttp ? errorHttp[code as ErrorCode] : errorHttp.internal_error;
  return { status: known.status, body: { error: { message, type: known.type, param, code } } };
}

/** Answers have an id that was drawn; here it is made of the row, in the same form. */
function withId(body: Record<string, unknown>, fact: string): Record<string, unknown> {
  const drawn = 24;
  if (typeof body.id !== 'string' || body.id.length <= drawn) return body;
  return { ...body, id: `${body.id.slice(0, -drawn)}${deriveId('request', `answer:${fact}`).slice(-drawn)}` };
}

function rowLine({ route, column }: LineOf, { row, value }: InferenceRow, outcome: RowOutcome) {
  const isAnswered = 'object' in outcome;
  return {
    row: row + 1,
    input: shownInput(value, column),
    output: isAnswered ? shortAnswer(route, outcome.object) : null,
    error: isAnswered ? null : outcome.error,
  };
}

/** The chosen column, else the row as it is; an image is left out. */
function shownInput(value: unknown, column: string | null): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (column !== null && Object.hasOwn(value, column)) return (value as Record<string, unknown>)[column] ?? null;
  return 'image' in value ? null : value;
}

type Choice = {
  text?: string;
  message?: { content: string };
  finish_reason: string;
  logprobs?: {
    token_logprobs?: (number | null)[];
    top_logprobs?: (Record<string, number> | null)[];
  } | null;
};

/** What of the object of a route says something about one row. */
function shortAnswer(route: InferenceRoute, object: Record<string, unknown>): unknown {
  if (route === '/v1/chat/completions' || route === '/v1/completions') {
    const texts = (object.choices as Choice[]).map((choice) => ({
      text: choice.message?.content ?? choice.text ?? '',
      finish_reason: choice.finish_reason,
      ...(choice.logprobs?.token_logprobs === undefined ? {} : { weighed: weigh(choice.logprobs) }),
    }));
    return texts.length === 1 ? texts[0] : { choices: texts };
  }
  const [first] = object.data as Record<string, unknown>[];
  if (first === undefined) return null;
  const { object: _object, index: _index, ...answer } = first;
  return answer;
}

/** What the tokens of a text add up to; the first has nothing before it and no probability. */
function weigh({ token_logprobs: own = [], top_logprobs: tops = [] }: NonNullable<Choice['logprobs']>) {
  const weighed = { nats: 0, hits: 0, tokens: 0 };
  for (const [place, logprob] of own.entries()) {
    if (logprob === null) continue;
    weighed.nats -= logprob;
    weighed.tokens++;
    if (logprob >= Math.max(...Object.values(tops[place] ?? {}))) weighed.hits++;
  }
  return weighed;
}

/** The words of an error that one row is at fault for. */
export function rowErrorOf(error: AppError): RowError {
  return { code: error.code, message: error.message, param: error.param };
}

/** Whether an error says that the row is wrong, so that asking again would change nothing. */
export function isRowsFault(error: unknown): error is AppError {
  return isAppError(error) && error.fault === 'customer' && !error.retryable;
}
