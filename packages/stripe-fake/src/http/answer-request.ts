import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import { newId } from '../new-id.ts';
import type { DeliverEvents } from '../webhooks/deliver-events.ts';
import { ApiError, invalidRequest } from './api-error.ts';
import { checkKey } from './check-key.ts';
import { expandAnswer } from './expand-answer.ts';
import { holdConnection } from './hold-connection.ts';
import type { Fault, InjectFaults } from './inject-faults.ts';
import { fingerprintOf, type KeepAnswers } from './keep-answers.ts';
import { type FormTree, parseForm } from './parse-form.ts';
import type { Route } from './route.ts';

export interface Server {
  fake: Fake;
  faults: InjectFaults;
  answers: KeepAnswers;
  deliveries: DeliverEvents;
  /** Aborted when the server closes: held connections are let go. */
  closing: AbortSignal;
}

export type FakeContext = Context<{ Bindings: HttpBindings }>;

interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

/** The way of every call of the API: key, version, fault, idempotency, parameters, effect, disk, answer. */
export async function answerRequest(server: Server, route: Route, context: FakeContext): Promise<Response> {
  const requestId = newId('req', 14);
  const fault = server.faults.take(context.req.method, context.req.path);
  try {
    checkKey(server.fake, context.req.header('authorization'));
    checkVersion(context.req.header('stripe-version'));
    if (fault?.when === 'before') return await answerFault(server, context, { fault, requestId });
    const answer = await runOnce(server, route, { context, requestId });
    if (fault?.when === 'after') return await answerFault(server, context, { fault, requestId });
    return toResponse(answer, requestId);
  } catch (error) {
    return toResponse(answerError(server.fake, error, context), requestId);
  }
}

async function runOnce(
  server: Server,
  route: Route,
  { context, requestId }: { context: FakeContext; requestId: string },
): Promise<Answer> {
  const { method, path } = context.req;
  const body = method === 'POST' ? await readForm(context) : new URL(context.req.url).search.slice(1);
  const key = method === 'POST' ? (context.req.header('idempotency-key') ?? null) : null;
  const kept = key === null ? null : server.answers.begin(key, fingerprintOf(method, path, body));
  if (kept !== null)
    return { status: kept.status, body: kept.body, headers: { 'idempotent-replayed': 'true', ...echo(key) } };
  try {
    const form = parseForm(body);
    const paths = takeExpand(form);
    const run = route.prepare(server.fake, context.req.param('id') ?? '', form);
    server.fake.request = { id: requestId, idempotencyKey: key };
    const answer = answerRun(server.fake, run, { context, paths });
    if (key !== null) {
      const { status, body: text } = answer;
      const fingerprint = fingerprintOf(method, path, body);
      server.answers.keep(key, { fingerprint, status, body: text, createdAt: server.fake.now() });
    }
    if (method !== 'GET') await server.fake.store.save();
    server.deliveries.wake();
    return { ...answer, headers: { ...answer.headers, ...echo(key) } };
  } finally {
    if (key !== null) server.answers.end(key);
  }
}

/** From here on also a refusal is the lasting answer to the idempotency key. */
function answerRun(
  fake: Fake,
  run: () => object,
  { context, paths }: { context: FakeContext; paths: string[] },
): Answer {
  try {
    return { status: 200, body: JSON.stringify(expandAnswer(fake, run(), paths), null, 2), headers: {} };
  } catch (error) {
    return answerError(fake, error, context);
  }
}

function answerError(fake: Fake, error: unknown, context: FakeContext): Answer {
  const { method, path } = context.req;
  if (error instanceof ApiError) {
    const { status, code, headers = {} } = error.details;
    if (status !== 404) fake.log({ event: 'refused', method, path, status, code, message: error.message });
    return { status, body: JSON.stringify(error.body, null, 2), headers };
  }
  fake.log({ event: 'failed', method, path, error: error instanceof Error ? error.stack : String(error) });
  const body = { error: { type: 'api_error', message: `The simulated Stripe failed: ${String(error)}` } };
  return { status: 500, body: JSON.stringify(body), headers: {} };
}

async function answerFault(
  server: Server,
  context: FakeContext,
  { fault, requestId }: { fault: Fault; requestId: string },
): Promise<Response> {
  server.fake.log({ event: 'fault', kind: fault.kind, when: fault.when, path: context.req.path });
  if (fault.kind === 'rate_limit') {
    const error = { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' };
    return toResponse({ status: 429, body: JSON.stringify({ error }), headers: {} }, requestId);
  }
  if (fault.kind === 'server_error') {
    const error = { type: 'api_error', message: 'An unknown error occurred.' };
    return toResponse({ status: 500, body: JSON.stringify({ error }), headers: {} }, requestId);
  }
  if (fault.kind === 'bad_gateway') {
    const headers = { 'content-type': 'text/html' };
    return new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', { status: 502, headers });
  }
  if (fault.kind === 'timeout') await holdConnection(context.req.raw.signal, server.closing, fault.holdMs);
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function toResponse({ status, body, headers }: Answer, requestId: string): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': Stripe.API_VERSION,
      'x-simulated-payments': 'true',
      ...headers,
    },
  });
}

/** The simulation speaks one version; an answer in another shape than the client expects would be worse than none. */
function checkVersion(version: string | undefined): void {
  if (version !== undefined && version !== Stripe.API_VERSION)
    throw invalidRequest(`Invalid Stripe API version: ${version}; the simulated Stripe speaks ${Stripe.API_VERSION}.`);
}

async function readForm(context: FakeContext): Promise<string> {
  const body = await context.req.text();
  const type = context.req.header('content-type') ?? '';
  if (body !== '' && !type.startsWith('application/x-www-form-urlencoded'))
    throw invalidRequest('Invalid request (check that your POST content type is application/x-www-form-urlencoded).');
  return body;
}

function takeExpand(form: FormTree): string[] {
  const raw = form.expand;
  return typeof raw === 'object' ? Object.values(raw).map(String) : [];
}

function echo(key: string | null): Record<string, string> {
  return key === null ? {} : { 'idempotency-key': key };
}
