import type { Context, Hono } from 'hono';
import type { Fake } from '../fake.ts';
import { ApiError, invalidRequest } from '../http/api-error.ts';
import { checkKey } from '../http/check-key.ts';
import type { Control } from './control.ts';
import { type Json, readAdvance, readCardBehaviour, readFault, readText, readWebhooks } from './read-control.ts';

type Answer = (context: Context, body: Json) => object | Promise<object>;

/** `/_fake`: JSON in and out, behind the same key as the API. */
export function addControlRoutes(app: Hono, fake: Fake, control: Control): void {
  const add = (method: 'GET' | 'POST' | 'DELETE', path: string, answer: Answer) => {
    app.on(method, path, async (context) => {
      try {
        checkKey(fake, context.req.header('authorization'));
        return context.json(await answer(context, await readBody(context)));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return Response.json(error.body, { status: error.details.status });
      }
    });
  };
  const id = (context: Context) => context.req.param('id') ?? '';
  add('POST', '/_fake/customers/:id/advance', (context, body) => control.advance(id(context), readAdvance(body)));
  add('POST', '/_fake/customers/:id/card', (context, body) => control.setCard(id(context), readCardBehaviour(body)));
  add('POST', '/_fake/sessions/:id/pay', (context, body) => control.pay(id(context), readText(body, 'card')));
  add('POST', '/_fake/faults', (_context, body) => {
    control.addFault(readFault(body));
    return { ok: true };
  });
  add('DELETE', '/_fake/faults', () => {
    control.clearFaults();
    return { ok: true };
  });
  add('POST', '/_fake/webhooks', (_context, body) => {
    control.setWebhooks(readWebhooks(body));
    return { ok: true };
  });
  add('POST', '/_fake/reset', async () => {
    await control.reset();
    return { ok: true };
  });
  add('GET', '/_fake/state', () => control.state());
}

async function readBody(context: Context): Promise<Json> {
  const text = await context.req.text();
  if (text === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalidRequest('The body is not a JSON object.');
}
