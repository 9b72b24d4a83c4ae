import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { CreateVersion, createVersion } from '../../features/dataset/server/create-version.ts';
import { deleteDataset } from '../../features/dataset/server/delete-dataset.ts';
import { EditExamples, editExamples } from '../../features/dataset/server/edit-examples.ts';
import { getDataset } from '../../features/dataset/server/get-dataset.ts';
import { ListDatasetPage, listDatasetPage } from '../../features/dataset/server/list-dataset-page.ts';
import { ListDuplicates, listDuplicates } from '../../features/dataset/server/list-duplicates.ts';
import { ListExamples, listExamples } from '../../features/dataset/server/list-examples.ts';
import { deleteFile } from '../../features/file/server/delete-file.ts';
import { listFiles } from '../../features/file/server/list-files.ts';
import { openFileContent } from '../../features/file/server/open-file-content.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { listQuery } from '../http/list-query.ts';
import { once } from '../http/once.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';
import { sendFile } from '../http/send-file.ts';

const ListFiles = listQuery({ limit: 100, limitMax: 1_000 }).extend({ purpose: z.string().max(64).optional() });

/** Below `/api/projects/:projectId`. */
export function datasetRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/files', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { files, hasMore } = await listFiles(deps, principal, {
      ...parseInput(ListFiles, c.req.query()),
      order: 'desc',
    });
    return answerJson(c, { data: files, hasMore });
  });
  app.get('/files/:fileId/content', async (c) => {
    const principal = await projectPrincipal(deps, c);
    return sendFile(deps, c, await openFileContent(deps, principal, c.req.param('fileId')));
  });
  app.delete('/files/:fileId', async (c) => {
    await deleteFile(deps, await projectPrincipal(deps, c), c.req.param('fileId'));
    return answerJson(c, { deleted: true });
  });

  app.get('/datasets', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { datasets, hasMore } = await listDatasetPage(deps, principal, parseInput(ListDatasetPage, c.req.query()));
    return answerJson(c, { data: datasets, hasMore });
  });
  app.get('/datasets/:datasetId', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = parseInput(ListExamples.pick({ version: true }), c.req.query());
    return answerJson(c, await getDataset(deps, principal, { datasetId: c.req.param('datasetId'), ...asked }));
  });
  app.get('/datasets/:datasetId/examples', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const datasetId = c.req.param('datasetId');
    return answerJson(
      c,
      await listExamples(deps, principal, { datasetId, ...parseInput(ListExamples, c.req.query()) }),
    );
  });
  app.get('/datasets/:datasetId/duplicates', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const datasetId = c.req.param('datasetId');
    return answerJson(
      c,
      await listDuplicates(deps, principal, { datasetId, ...parseInput(ListDuplicates, c.req.query()) }),
    );
  });
  app.post('/datasets/:datasetId/edits', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = await readJson(c, EditExamples);
    return answerJson(c, await editExamples(deps, principal, { datasetId: c.req.param('datasetId'), ...asked }), 201);
  });
  app.post('/datasets/:datasetId/versions', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    const spec = await readJson(c, CreateVersion, { nullable: ['ratingColumn', 'timeColumn'] });
    return answerJson(c, await createVersion(deps, principal, { datasetId: c.req.param('datasetId'), spec }), 201);
  });
  app.delete('/datasets/:datasetId', async (c) => {
    const dependants = await deleteDataset(deps, await projectPrincipal(deps, c), c.req.param('datasetId'));
    return answerJson(c, { deleted: true, dependants });
  });
  return app;
}
