import { readChatBody } from '@modelmint/domain/wire/chat-body';
import { readCompletionBody } from '@modelmint/domain/wire/completion-body';
import { toChatObject, toCompletionObject } from '@modelmint/domain/wire/generation-object';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { generate } from '../../features/generation/server/generate.ts';
import { answerCall } from '../http/answer-call.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { mebibyte } from '../http/read-body.ts';
import { readJsonValue } from '../http/read-json.ts';

const bytesMax = 8 * mebibyte;

/** `POST /v1/chat/completions` */
export function chatRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/completions', async (c) => {
    const input = readChatBody(await readJsonValue(c, { bytesMax }));
    return answerCall(deps, c, {
      path: '/chat/completions',
      input,
      call: (context) => generate(deps, c.get('principal'), input, context),
      toWire: toChatObject,
    });
  });
  return app;
}

/** `POST /v1/completions` */
export function completionRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const input = readCompletionBody(await readJsonValue(c, { bytesMax }));
    return answerCall(deps, c, {
      path: '/completions',
      input,
      call: (context) => generate(deps, c.get('principal'), input, context),
      toWire: toCompletionObject,
    });
  });
  return app;
}
