import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { readChoices, SaveChoices, saveChoices } from '../../features/notification/server/choices.ts';
import { listNotifications } from '../../features/notification/server/list-notifications.ts';
import { MarkRead, markRead } from '../../features/notification/server/mark-read.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { listQuery, toWireList } from '../http/list-query.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

const ListNotifications = listQuery({ limit: 20, limitMax: 100 }).extend({
  unread: z.enum(['true', 'false'], 'must be true or false').default('false'),
});

/** Below `/api/organizations/:organizationId/notifications`: what the person of the cookie is told. */
export function notificationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const { unread: only, ...page } = parseInput(ListNotifications, c.req.query());
    const { data, hasMore, unread } = await listNotifications(deps, principal, { ...page, isUnread: only === 'true' });
    return answerJson(c, { ...toWireList(data, hasMore), unread });
  });
  app.post('/read', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await markRead(deps, principal, await readJson(c, MarkRead)));
  });
  app.get('/choices', async (c) =>
    answerJson(c, { data: await readChoices(deps, await organizationPrincipal(deps, c)) }),
  );
  app.put('/choices', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, { data: await saveChoices(deps, principal, await readJson(c, SaveChoices)) });
  });
  return app;
}
