import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { deleteModel } from '../../features/model/server/delete-model.ts';
import { DownloadQuery, downloadModel } from '../../features/model/server/download-model.ts';
import { getModel } from '../../features/model/server/get-model.ts';
import { listModels } from '../../features/model/server/list-models.ts';
import { listModelFiles, openModelFile } from '../../features/model/server/model-files.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { attachment, sendStream } from '../http/send-stream.ts';

/** Below `/api/projects/:projectId/models`. */
export function modelApi(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/', async (c) => answerJson(c, { data: await listModels(deps, await projectPrincipal(deps, c)) }));
  app.get('/:modelId', async (c) =>
    answerJson(c, await getModel(deps, await projectPrincipal(deps, c), c.req.param('modelId'))),
  );
  app.get('/:modelId/download', async (c) => {
    const asked = { ...parseInput(DownloadQuery, c.req.query()), idOrName: c.req.param('modelId') };
    const { fileName, body } = await downloadModel(deps, await projectPrincipal(deps, c), asked);
    const headers = { 'content-type': 'application/gzip', 'content-disposition': attachment(fileName) };
    return sendStream(deps, c, { body, head: { status: 200, headers } });
  });
  app.get('/:modelId/files', async (c) =>
    answerJson(c, { data: await listModelFiles(deps, await projectPrincipal(deps, c), c.req.param('modelId')) }),
  );
  app.get('/:modelId/files/:name{.+}', async (c) => {
    const { modelId: idOrName, name } = c.req.param();
    const file = await openModelFile(deps, await projectPrincipal(deps, c), { idOrName, name });
    // Without a length: the sum is known at the end, and only a chunked answer can then still be cut.
    const headers = {
      'content-type': 'application/octet-stream',
      'content-disposition': attachment(name.replaceAll('/', '-')),
    };
    return sendStream(deps, c, { body: file.body, head: { status: 200, headers } });
  });
  app.delete('/:modelId', async (c) => {
    await deleteModel(deps, await projectPrincipal(deps, c), c.req.param('modelId'));
    return answerJson(c, { deleted: true });
  });
  return app;
}
