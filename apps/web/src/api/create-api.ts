import { AppError } from '@modelmint/domain/errors';
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { createDashboard } from './create-dashboard.ts';
import { createV1, unsupportedEndpoint } from './create-v1.ts';
import { type Drain, makeDrain } from './drain.ts';
import type { ApiEnv } from './http/api-env.ts';
import { methodsAt } from './http/find-route.ts';
import { answerFailure, isPublic, requestContext } from './http/request-context.ts';
import { probeRoutes } from './routes/probes.ts';
import { stripeWebhookRoutes } from './routes/stripe-webhook.ts';
import { isUnsupported } from './routes/unsupported-paths.ts';

/** Every route that is not a page. Constructs nothing that connects. */
export function createApi(deps: Deps, drain: Drain = makeDrain()): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.use('*', requestContext(deps));
  const v1 = createV1(deps);
  app.route('/v1', v1);
  app.route('/p/:project/v1', v1);
  app.route('/api', createDashboard(deps));
  app.route('/webhooks/stripe', stripeWebhookRoutes(deps));
  app.route('/', probeRoutes(deps, drain));
  const methods = methodsAt(app);
  app.notFound((c) => answerFailure(deps, missing(c, methods), c));
  app.onError((error, c) => answerFailure(deps, error, c as Context<ApiEnv>));
  return app;
}

function missing(c: Context<ApiEnv>, methods: (path: string) => string[]): AppError {
  const { path, method } = c.req;
  const others = methods(path);
  if (others.length > 0) {
    c.header('allow', others.join(', '));
    return new AppError('method_not_allowed', `${method} is not possible here; use ${others.join(' or ')}.`);
  }
  const below = path.replace(/^(\/p\/[^/]+)?\/v1\/?/, '').replace(/\/+$/, '');
  if (isPublic(path) && isUnsupported(below)) return unsupportedEndpoint();
  return new AppError('not_found', `There is nothing at ${method} ${path.slice(0, 200)}.`);
}
