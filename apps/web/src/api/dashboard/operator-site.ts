import { reportIncident, updateIncident } from '@modelmint/db/system/report-incident';
import { ChangeBrand, NewLogo } from '@modelmint/domain/brand';
import { AppError } from '@modelmint/domain/errors';
import { ReportIncident, UpdateIncident } from '@modelmint/domain/incident';
import { PublicDemo } from '@modelmint/domain/public-demo';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { removeLogo, saveBrand, saveLogo } from '../../features/brand/server/save-brand.ts';
import { setDemo } from '../../features/site/server/set-demo.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { operatorActor } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/operator/site`: what everybody sees on the public pages. */
export function operatorSiteRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.put('/demo', async (c) => {
    const operator = await operatorActor(deps, c);
    const demo = await readJson(c, PublicDemo);
    await setDemo(deps, { demo, operator });
    return answerJson(c, demo);
  });
  app.delete('/demo', async (c) => {
    await setDemo(deps, { demo: null, operator: await operatorActor(deps, c) });
    return answerJson(c, { deleted: true });
  });
  app.put('/brand', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, await saveBrand(deps, { brand: await readJson(c, ChangeBrand), operator }));
  });
  app.put('/logo', async (c) => {
    const operator = await operatorActor(deps, c);
    const { png } = await readJson(c, NewLogo);
    return answerJson(c, await saveLogo(deps, { bytes: Buffer.from(png, 'base64'), operator }));
  });
  app.delete('/logo', async (c) => answerJson(c, await removeLogo(deps, { operator: await operatorActor(deps, c) })));
  app.post('/incidents', async (c) => {
    const operator = await operatorActor(deps, c);
    const id = await reportIncident(deps.db, { ...(await readJson(c, ReportIncident)), operator });
    return answerJson(c, { id }, 201);
  });
  app.post('/incidents/:incidentId/updates', async (c) => {
    const operator = await operatorActor(deps, c);
    const incidentId = c.req.param('incidentId');
    const isThere = await updateIncident(deps.db, { ...(await readJson(c, UpdateIncident)), incidentId, operator });
    if (!isThere) throw new AppError('not_found', 'There is no such incident.');
    return answerJson(c, { id: incidentId }, 201);
  });
  return app;
}
