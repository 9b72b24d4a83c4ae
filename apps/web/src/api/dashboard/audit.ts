import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { AuditQuery } from '../../features/audit/server/audit-query.ts';
import { ExportAudit, exportAudit } from '../../features/audit/server/export-audit.ts';
import { listAuditEntries } from '../../features/audit/server/list-audit-entries.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { listQuery, toWireList } from '../http/list-query.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { attachment, sendStream } from '../http/send-stream.ts';

const ListAudit = AuditQuery.safeExtend(listQuery({ limit: 50, limitMax: 100 }).shape);

/** Below `/api/organizations/:organizationId/audit`. */
export function auditRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const { data, hasMore } = await listAuditEntries(deps, principal, parseInput(ListAudit, c.req.query()));
    return answerJson(c, toWireList(data, hasMore));
  });
  app.get('/export', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const { fileName, contentType, body } = await exportAudit(deps, principal, parseInput(ExportAudit, c.req.query()));
    const headers = { 'content-type': contentType, 'content-disposition': attachment(fileName) };
    return sendStream(deps, c, { body, head: { status: 200, headers } });
  });
  return app;
}
