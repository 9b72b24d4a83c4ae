import { Readable } from 'node:stream';
import { listAudit } from '@modelmint/db/audit/list-audit';
import type { AuditEntry } from '@modelmint/db/generated/client';
import { withOrg } from '@modelmint/db/with-org';
import { csvLine } from '@modelmint/domain/csv-line';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { AuditQuery, auditFilter } from './audit-query.ts';
import { type AuditView, toAuditView } from './audit-view.ts';
import { nameAudit } from './name-audit.ts';
import { recordAct } from './record-act.ts';

export const ExportAudit = AuditQuery.safeExtend({ format: z.enum(['csv', 'jsonl']).default('csv') });
export type ExportAudit = z.output<typeof ExportAudit>;

export interface AuditExport {
  fileName: string;
  contentType: string;
  body: Readable;
}

const rowsAtOnce = 1_000;
const columns = [
  ...['at', 'id', 'actor_kind', 'actor_id', 'actor', 'action', 'target_kind', 'target_id', 'target'],
  ...['project_id', 'project', 'address', 'user_agent', 'details'],
];

/** Every entry that the filter shows, newest first, read in pages so that memory stays flat. Is itself in the log. */
export async function exportAudit(
  deps: Deps,
  principal: OrganizationPrincipal,
  { format, ...query }: ExportAudit,
): Promise<AuditExport> {
  requirePermission(principal, 'audit.read');
  const { organizationId } = principal;
  await withOrg(deps.db, organizationId, (tx) =>
    recordAct(tx, principal, {
      action: 'audit.export',
      target: { kind: 'organization', id: organizationId },
      details: { format, ...defined(query) },
    }),
  );
  return {
    fileName: `modelmint-audit-log.${format}`,
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    body: Readable.from(writeLines(deps, organizationId, { format, ...query }), { objectMode: false }),
  };
}

const defined = (query: AuditQuery): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined));

async function* writeLines(
  deps: Deps,
  organizationId: string,
  { format, ...query }: ExportAudit,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns);
  const filter = auditFilter(organizationId, query);
  let after: AuditEntry | undefined;
  do {
    const last = after;
    const rows = await withOrg(deps.db, organizationId, (tx) =>
      listAudit(tx, { ...filter, after: last, limit: rowsAtOnce }),
    );
    const names = await nameAudit(deps, organizationId, rows);
    const write = format === 'csv' ? toCsv : toJsonl;
    if (rows.length > 0) yield rows.map((row) => write(toAuditView(row, names))).join('');
    after = rows.length < rowsAtOnce ? undefined : rows.at(-1);
  } while (after !== undefined);
}

function toCsv({ id, createdAt, actor, action, target, details, ...rest }: AuditView): string {
  return csvLine([
    ...[createdAt.toISOString(), id, actor.kind, actor.id, actor.name, action, target.kind, target.id, target.name],
    ...[rest.projectId, rest.projectName, rest.address, rest.userAgent, JSON.stringify(details)],
  ]);
}

function toJsonl({ id, createdAt, actor, action, target, details, ...rest }: AuditView): string {
  return `${JSON.stringify({
    ...{ at: createdAt.toISOString(), id, actor: { kind: actor.kind, id: actor.id, name: actor.name }, action, target },
    ...{ project: rest.projectId === null ? null : { id: rest.projectId, name: rest.projectName } },
    ...{ address: rest.address, user_agent: rest.userAgent, details },
  })}\n`;
}
