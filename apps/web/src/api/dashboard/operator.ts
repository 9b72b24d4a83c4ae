import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { ImportBaseModel } from '../../features/base-model/server/import-base-model.ts';
import {
  deleteSharedBaseModel,
  importSharedBaseModel,
  listSharedBaseModels,
} from '../../features/base-model/server/shared-base-models.ts';
import { readConsole, runLedgerChecks } from '../../features/operator/server/read-console.ts';
import { requireOperator } from '../../features/organization/server/require-principal.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { operatorActor } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';
import { operatorMoneyRoutes } from './operator-money.ts';
import { operatorOrganizationRoutes } from './operator-organizations.ts';
import { operatorSiteRoutes } from './operator-site.ts';
import { operatorSupportRoutes } from './operator-support.ts';
import { operatorWorkRoutes } from './operator-work.ts';

/** Below `/api/operator`; nothing is there for anybody else. */
export function operatorRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.use('*', async (c, next) => {
    await requireOperator(deps, c.req.header('cookie'));
    await next();
  });
  app.get('/', async (c) => answerJson(c, await readConsole(deps)));
  app.post('/ledger-checks', async (c) =>
    answerJson(c, { data: await runLedgerChecks(deps, await operatorActor(deps, c)) }),
  );
  app.get('/base-models', async (c) => answerJson(c, { data: await listSharedBaseModels(deps) }));
  app.post('/base-models', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, await importSharedBaseModel(deps, { ...(await readJson(c, ImportBaseModel)), operator }), 201);
  });
  app.delete('/base-models/:baseModelId', async (c) => {
    const operator = await operatorActor(deps, c);
    await deleteSharedBaseModel(deps, { nameOrId: c.req.param('baseModelId'), operator });
    return answerJson(c, { deleted: true });
  });
  app.route('/', operatorWorkRoutes(deps));
  app.route('/', operatorMoneyRoutes(deps));
  app.route('/', operatorSupportRoutes(deps));
  app.route('/organizations', operatorOrganizationRoutes(deps));
  app.route('/site', operatorSiteRoutes(deps));
  return app;
}
