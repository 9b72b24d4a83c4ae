import { previewPrices } from '@modelmint/db/system/preview-prices';
import { publishPrices, readPriceBooks, withdrawPrices } from '@modelmint/db/system/price-books';
import { listWorkerCosts } from '@modelmint/db/system/worker-costs';
import { PreviewPrices, PublishPrices } from '@modelmint/domain/price-change';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { getMargins, getRevenue, MarginQuery, RevenueQuery } from '../../features/operator/server/money.ts';
import { SetWorkerCost, setCost } from '../../features/operator/server/workers.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { operatorActor, recentOperator } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/operator`: revenue, what workers cost, and prices. */
export function operatorMoneyRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/revenue', async (c) =>
    answerJson(c, { data: await getRevenue(deps, parseInput(RevenueQuery, c.req.query())) }),
  );
  app.get('/margins', async (c) =>
    answerJson(c, { data: await getMargins(deps, parseInput(MarginQuery, c.req.query())) }),
  );
  app.get('/worker-costs', async (c) => answerJson(c, { data: await listWorkerCosts(deps.db) }));
  app.put('/worker-costs', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, { data: await setCost(deps, { ...(await readJson(c, SetWorkerCost)), operator }) });
  });
  app.get('/prices', async (c) => answerJson(c, await readPriceBooks(deps.db)));
  app.post('/prices/preview', async (c) => {
    const { changes } = await readJson(c, PreviewPrices);
    return answerJson(c, await previewPrices(deps.db, changes));
  });
  app.post('/prices', async (c) => {
    const operator = await recentOperator(deps, c);
    // Null says that it comes into force at once.
    const asked = await readJson(c, PublishPrices, { nullable: ['effectiveFrom'] });
    return answerJson(c, { version: await publishPrices(deps.db, { ...asked, operator }) }, 201);
  });
  app.post('/prices/:version/withdraw', async (c) => {
    const asked = c.req.param('version');
    const version = /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
    await withdrawPrices(deps.db, { version, operator: await recentOperator(deps, c) });
    return answerJson(c, { version, state: 'withdrawn' });
  });
  return app;
}
