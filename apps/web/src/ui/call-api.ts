import { loadProblemTranslator } from '../i18n/use-problem-translator.ts';
import { ApiProblem } from './api-problem.ts';
import { askIdentity } from './ask-identity.ts';
import { forgetOnceKey, onceKey } from './once-key.ts';

interface CallOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/** Of the error envelope; read by hand, since every page calls and a schema would bring its library along. */
interface Refusal {
  message: string;
  code: string | null;
  param: string | null;
}

function readRefusal(answer: unknown): Refusal | null {
  const { error } = (typeof answer === 'object' && answer !== null ? answer : {}) as { error?: unknown };
  if (typeof error !== 'object' || error === null) return null;
  const { message, code, param } = error as Record<keyof Refusal, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return typeof message === 'string' ? { message, code: text(code), param: text(param) } : null;
}

/**
 * Calls the dashboard's API (`/api/…`) with the session cookie. Resolves with the parsed JSON, or null when the answer
 * is empty; rejects with an `ApiProblem`. Without a session it goes to the sign-in page and comes back; where the person
 * must say again who they are, it asks them and tries once more. A POST carries an `Idempotency-Key`: the same once more,
 * while the first is on its way or its answer was lost, is the same request.
 */
export async function callApi<Answer = unknown>(path: string, options: CallOptions = {}): Promise<Answer> {
  try {
    return await callOnce<Answer>(path, options);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code !== 'reauthentication_required' || !(await askIdentity())) throw await inLanguage(error);
    return callOnce<Answer>(path, options).catch(async (again: unknown) => {
      throw again instanceof ApiProblem ? await inLanguage(again) : again;
    });
  }
}

/** The API speaks English; the reader may not. */
async function inLanguage(problem: ApiProblem): Promise<ApiProblem> {
  const translate = await loadProblemTranslator();
  return new ApiProblem(translate(problem.message), problem);
}

async function callOnce<Answer>(path: string, options: CallOptions): Promise<Answer> {
  const { method = options.body === undefined ? 'GET' : 'POST', body, signal } = options;
  const json = JSON.stringify(body ?? {});
  const request = `${path} ${json}`;
  const response = await send(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': onceKey(request) } : {}),
    },
    ...(method === 'GET' ? {} : { body: json }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  const answer = parse(text);
  const problem = response.ok ? null : problemOf(response, answer);
  if (response.status < 500 && problem?.code !== 'request_in_flight') forgetOnceKey(request);
  if (problem !== null) throw problem;
  return answer as Answer;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    // i18n-ignore: in problems.json, as the one below
    throw new ApiProblem('The server cannot be reached. Check your connection and try again.', {
      code: 'unreachable',
      param: null,
      requestId: null,
      status: 0,
    });
  }
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problemOf(response: Response, answer: unknown): ApiProblem {
  const requestId = response.headers.get('x-request-id');
  const refusal = readRefusal(answer);
  if (response.status === 401 && !location.pathname.startsWith('/sign-in')) {
    const back = `${location.pathname}${location.search}`;
    location.assign(`/sign-in?next=${encodeURIComponent(back)}`);
  }
  if (refusal === null) {
    // i18n-ignore: in problems.json
    const message = `The server answered ${response.status} without a reason. Try again; if it stays, give us the request id.`;
    return new ApiProblem(message, { code: 'internal_error', param: null, requestId, status: response.status });
  }
  const { message, code, param } = refusal;
  return new ApiProblem(message, {
    code: code ?? 'internal_error',
    param,
    requestId,
    status: response.status,
  });
}
