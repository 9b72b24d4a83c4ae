import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../deps.ts';
import { addressHeader } from '../features/account/server/address-header.ts';
import { keepBrand } from '../features/brand/server/keep-brand.ts';
import { languageOfRequest, runInLanguage } from '../i18n/run-in-language.ts';
import { createApi } from './create-api.ts';
import type { Drain } from './drain.ts';
import { streamEvents } from './events/stream-events.ts';
import { answerError } from './http/answer-error.ts';
import { clientAddress } from './http/client-address.ts';
import { markRequest } from './http/request-context.ts';
import { singleParameters } from './http/single-parameters.ts';
import { watchRate } from './http/watch-rate.ts';
import { serveUploads } from './uploads/serve-uploads.ts';

export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

export interface ServeOptions {
  /** Pages, and whatever is not ours. */
  pages: NodeHandler;
  drain: Drain;
}

export interface ApiServer {
  listener: RequestListener;
  close(): void;
}

const api = /^\/(v1|p|api|webhooks|healthz|health|readyz|metrics)(\/|$)/;
const auth = /^\/api\/auth(\/|$)/;

/** Sends each request to its part of the process; what is thrown there ends as one error answer. */
export function serveApi(deps: Deps, { pages, drain }: ServeOptions): ApiServer {
  const app = createApi(deps, drain);
  const uploads = serveUploads(deps);
  const freshBrand = keepBrand(deps);
  const hono = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      deps.log.warn({ err: error }, 'request could not be read');
      const { status, headers, body } = answerError(
        new AppError('invalid_value', 'The request line or a header is not valid.'),
        'none',
      );
      return Response.json(body, { status, headers });
    },
  });
  const handlerOf = (path: string): NodeHandler => {
    if (api.test(path) && !auth.test(path)) return hono;
    if (path === '/events') return (incoming, outgoing) => streamEvents(deps, { incoming, outgoing, drain });
    return /^\/uploads(\/|$)/.test(path) ? uploads.handle : pages;
  };
  const listener: RequestListener = (incoming, outgoing) => {
    const requestId = markRequest(incoming, outgoing);
    watchRate(incoming, outgoing);
    const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
    const handler = handlerOf(path);
    // Next hides the socket; whatever a client sent under this name is replaced.
    if (handler === pages) {
      incoming.headers[addressHeader] = clientAddress(incoming, deps.env.trustedProxies);
      incoming.url = singleParameters(incoming.url ?? '/');
    }
    const answered = runInLanguage(languageOfRequest(incoming.headers), async () => {
      if (handler === pages) await freshBrand();
      await handler(incoming, outgoing);
    });
    answered.catch((error: unknown) => {
      if (!isAppError(error) || error.code === 'internal_error')
        deps.log.error({ err: error, requestId }, 'request failed');
      const { status, headers, body } = answerError(error, requestId);
      if (outgoing.headersSent) {
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(status, { ...headers, 'content-type': 'application/json' });
      outgoing.end(JSON.stringify(body));
    });
  };
  return { listener, close: uploads.close };
}
