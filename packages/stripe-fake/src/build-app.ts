import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import Stripe from 'stripe';
import type { Control } from './control/control.ts';
import { addControlRoutes } from './control/control-routes.ts';
import { answerRequest, type Server } from './http/answer-request.ts';
import { unsupported } from './http/api-error.ts';
import type { Route } from './http/route.ts';
import { addAccountRoutes } from './pages/account-routes.ts';
import { addPayRoutes } from './pages/pay-routes.ts';
import { missingPage } from './pages/render-page.ts';
import { customerRoutes } from './routes/customer-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { invoiceRoutes } from './routes/invoice-routes.ts';
import { meterEventRoutes } from './routes/meter-event-routes.ts';
import { meterRoutes } from './routes/meter-routes.ts';
import { paymentIntentRoutes } from './routes/payment-intent-routes.ts';
import { portalRoutes } from './routes/portal-routes.ts';
import { priceRoutes } from './routes/price-routes.ts';
import { productRoutes } from './routes/product-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { subscriptionRoutes } from './routes/subscription-routes.ts';

const bodyMaxBytes = 1024 * 1024;

const routes: Route[] = [
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...meterRoutes,
  ...meterEventRoutes,
  ...sessionRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...portalRoutes,
  ...paymentIntentRoutes,
  ...eventRoutes,
];

/** Stripe's API under `/v1`, its pages, the control API, and a loud refusal of everything else. */
export function buildApp(server: Server, control: Control): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const { fake } = server;
  app.use(bodyLimit({ maxSize: bodyMaxBytes, onError: () => refuse(413, 'The request is larger than 1 MiB.') }));
  app.get('/healthz', (context) => context.json({ ok: true, simulated: true, apiVersion: Stripe.API_VERSION }));
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, (context) => answerRequest(server, route, context));
  }
  // Hono's type parameters are invariant; these routes use no bindings.
  const pages = app as unknown as Hono;
  addControlRoutes(pages, fake, control);
  addPayRoutes(pages, fake, () => control.commit());
  addAccountRoutes(pages, fake, () => control.commit());
  app.notFound((context) => {
    const { method, path } = context.req;
    if (!/^\/(v\d|_fake)/.test(path)) return missingPage();
    fake.log({ event: 'unsupported', method, path });
    const { body, details } = unsupported(`${method} ${path}`);
    return Response.json(body, { status: details.status, headers: details.headers ?? {} });
  });
  app.onError((error, context) => {
    fake.log({
      event: 'failed',
      method: context.req.method,
      path: context.req.path,
      error: error.stack ?? String(error),
    });
    return refuse(500, 'The simulated Stripe failed. Its log says why.');
  });
  return app;
}

function refuse(status: number, message: string): Response {
  // What was not read of the request would be taken for the next one on this connection.
  return Response.json({ error: { type: 'api_error', message } }, { status, headers: { connection: 'close' } });
}
