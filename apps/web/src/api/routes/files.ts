import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { createFile } from '../../features/file/server/create-file.ts';
import { deleteFile } from '../../features/file/server/delete-file.ts';
import { getFile } from '../../features/file/server/get-file.ts';
import { listFiles } from '../../features/file/server/list-files.ts';
import { openFileContent } from '../../features/file/server/open-file-content.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { answerOnce } from '../http/idempotent.ts';
import { listQuery, toWireList } from '../http/list-query.ts';
import { receiveFile } from '../http/receive-file.ts';
import { sendFile } from '../http/send-file.ts';
import { toFileObject } from '../wire/file-object.ts';

const ListFiles = listQuery({ limit: 10_000, limitMax: 10_000 }).extend({
  purpose: z.string().max(64).optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
});

export function fileRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.post('/', async (c) => {
    const principal = c.get('principal');
    const { stored, name, fields } = await receiveFile(deps, c, principal);
    return answerOnce(deps, c, {
      route: 'POST /files',
      fingerprint: { sha256: stored.sha256, name, fields },
      onUnused: () => deps.storage.delete(stored.storageKey),
      run: async (keep) => {
        const created = await createFile(deps, principal, { stored, name, fields }, (tx, { file }) =>
          keep(tx, toFileObject(file)),
        );
        return toFileObject(created.file);
      },
    });
  });

  app.get('/', async (c) => {
    const { files, hasMore } = await listFiles(deps, c.get('principal'), parseInput(ListFiles, c.req.query()));
    return answerJson(c, toWireList(files.map(toFileObject), hasMore));
  });

  app.get('/:file_id', async (c) =>
    answerJson(c, toFileObject(await getFile(deps, c.get('principal'), c.req.param('file_id')))),
  );

  app.get('/:file_id/content', async (c) =>
    sendFile(deps, c, await openFileContent(deps, c.get('principal'), c.req.param('file_id'))),
  );

  app.delete('/:file_id', async (c) => {
    const id = c.req.param('file_id');
    await deleteFile(deps, c.get('principal'), id);
    return answerJson(c, { id, object: 'file', deleted: true });
  });
  return app;
}
