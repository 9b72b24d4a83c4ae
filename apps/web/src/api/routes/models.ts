import { modelNotFound } from '@modelmint/db/model/look-up-tuned';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { type Context, Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { listEndpoints } from '../../features/endpoint/server/list-endpoints.ts';
import { deleteModel } from '../../features/model/server/delete-model.ts';
import { DownloadQuery, downloadModel } from '../../features/model/server/download-model.ts';
import { listCallableBases } from '../../features/model/server/list-callable-bases.ts';
import { listModels } from '../../features/model/server/list-models.ts';
import type { Principal } from '../../features/organization/server/principal.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { attachment, sendStream } from '../http/send-stream.ts';
import {
  type ModelObject,
  scratchObjects,
  toBaseObject,
  toEndpointObject,
  toModelObject,
} from '../wire/model-object.ts';

/** A model's name may hold colons and slashes, the latter as they are or as %2F. */
export function modelRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/', async (c) => answerJson(c, { object: 'list', data: await listAll(deps, c.get('principal')) }));

  app.get('/:model{.+}', async (c) => {
    const name = c.req.param('model').replace(/\/$/, '');
    // The router cannot match text after a parameter that spans segments.
    if (name.endsWith('/download')) return sendModel(deps, c, name.slice(0, -'/download'.length));
    const found = (await listAll(deps, c.get('principal'))).find(({ id }) => id === name);
    if (found === undefined) throw modelNotFound(name);
    return answerJson(c, found);
  });

  app.delete('/:model{.+}', async (c) => {
    const id = c.req.param('model').replace(/\/$/, '');
    await deleteModel(deps, c.get('principal'), id);
    return answerJson(c, { id, object: 'model', deleted: true });
  });
  return app;
}

async function sendModel(deps: Deps, c: Context<ApiEnv>, name: string): Promise<Response> {
  const asked = { ...parseInput(DownloadQuery, c.req.query()), idOrName: name };
  const { fileName, body } = await downloadModel(deps, c.get('principal'), asked);
  const headers = { 'content-type': 'application/gzip', 'content-disposition': attachment(fileName) };
  return sendStream(deps, c, { body, head: { status: 200, headers } });
}

/** The project's endpoints and tuned models, imported checkpoints, and templates to train. */
async function listAll(deps: Deps, principal: Principal): Promise<ModelObject[]> {
  const { organizationId } = principal;
  const tuned = await listModels(deps, principal);
  const endpoints = await listEndpoints(deps, principal);
  const bases = await listCallableBases(deps, principal);
  const byId = new Map(tuned.map((model) => [model.id, model]));
  return [
    ...endpoints.map((one) => toEndpointObject(one, { organizationId, model: byId.get(one.model.id) })),
    ...tuned.map((model) => toModelObject(model, organizationId)),
    ...bases.map((base) => toBaseObject(base, organizationId)),
    ...scratchObjects(),
  ];
}
