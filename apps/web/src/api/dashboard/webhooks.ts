import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { ChangeWebhook, changeWebhook } from '../../features/webhook/server/change-webhook.ts';
import { CreateWebhook, createWebhook } from '../../features/webhook/server/create-webhook.ts';
import { deleteWebhook } from '../../features/webhook/server/delete-webhook.ts';
import { deliveryStates, listDeliveries } from '../../features/webhook/server/list-deliveries.ts';
import { getWebhook, listWebhooks } from '../../features/webhook/server/list-webhooks.ts';
import { rotateWebhookSecret } from '../../features/webhook/server/rotate-webhook-secret.ts';
import { resendDelivery, sendTestEvent } from '../../features/webhook/server/send-again.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { listQuery, toWireList } from '../http/list-query.ts';
import { once } from '../http/once.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

const ListDeliveries = listQuery({ limit: 50, limitMax: 100 }).extend({ state: z.enum(deliveryStates).optional() });

/** Below `/api/organizations/:organizationId/webhooks`. */
export function webhookRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => answerJson(c, { data: await listWebhooks(deps, await organizationPrincipal(deps, c)) }));
  app.post('/', once(deps, { isSecret: true }), async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await createWebhook(deps, principal, await readJson(c, CreateWebhook)), 201);
  });
  app.get('/:webhookId', async (c) =>
    answerJson(c, await getWebhook(deps, await organizationPrincipal(deps, c), c.req.param('webhookId'))),
  );
  app.patch('/:webhookId', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const change = await readJson(c, ChangeWebhook);
    return answerJson(c, await changeWebhook(deps, principal, { webhookId: c.req.param('webhookId'), change }));
  });
  app.delete('/:webhookId', async (c) =>
    answerJson(c, await deleteWebhook(deps, await organizationPrincipal(deps, c), c.req.param('webhookId'))),
  );
  app.post('/:webhookId/rotate', once(deps, { isSecret: true }), async (c) =>
    answerJson(c, await rotateWebhookSecret(deps, await organizationPrincipal(deps, c), c.req.param('webhookId'))),
  );
  app.post('/:webhookId/test', async (c) =>
    answerJson(c, await sendTestEvent(deps, await organizationPrincipal(deps, c), c.req.param('webhookId')), 201),
  );
  app.get('/:webhookId/deliveries', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const query = { ...parseInput(ListDeliveries, c.req.query()), webhookId: c.req.param('webhookId') };
    const { data, hasMore } = await listDeliveries(deps, principal, query);
    return answerJson(c, toWireList(data, hasMore));
  });
  app.post('/:webhookId/deliveries/:deliveryId/resend', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const { webhookId, deliveryId } = c.req.param();
    return answerJson(c, await resendDelivery(deps, principal, { webhookId, deliveryId }));
  });
  return app;
}
