import { listAudit, listAuditChoices } from '@modelmint/db/audit/list-audit';
import type { AuditEntry } from '@modelmint/db/generated/client';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { type AuditAction, isAuditAction } from '@modelmint/domain/audit-action';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { type AuditQuery, auditFilter } from './audit-query.ts';
import { type ActorView, type AuditView, nameActor, toAuditView } from './audit-view.ts';
import { nameAudit } from './name-audit.ts';

export interface AuditList {
  data: AuditView[];
  hasMore: boolean;
}

/** Newest first. `after`: the id of the last entry of the page before. Throws `invalid_value` for one that is not there. */
export async function listAuditEntries(
  deps: Deps,
  principal: OrganizationPrincipal,
  { after, limit, ...query }: AuditQuery & { after?: string | undefined; limit: number },
): Promise<AuditList> {
  requirePermission(principal, 'audit.read');
  const { organizationId } = principal;
  const rows = await withOrg(deps.db, organizationId, async (tx) =>
    listAudit(tx, {
      ...auditFilter(organizationId, query),
      after: after === undefined ? undefined : await needEntry(tx, after),
      limit: limit + 1,
    }),
  );
  const page = rows.slice(0, limit);
  const names = await nameAudit(deps, organizationId, page);
  return { data: page.map((row) => toAuditView(row, names)), hasMore: rows.length > limit };
}

async function needEntry(tx: OrgTransaction, id: string): Promise<AuditEntry> {
  const found = await tx.auditEntry.findUnique({ where: { id } });
  if (found !== null) return found;
  throw new AppError('invalid_value', 'There is no such entry to go on from. Begin with the newest.', {
    param: 'after',
  });
}

/** One entry; null when the organization has no such. */
export async function getAuditEntry(
  deps: Deps,
  principal: OrganizationPrincipal,
  id: string,
): Promise<AuditView | null> {
  requirePermission(principal, 'audit.read');
  const { organizationId } = principal;
  const row = await withOrg(deps.db, organizationId, (tx) => tx.auditEntry.findUnique({ where: { id } }));
  return row === null ? null : toAuditView(row, await nameAudit(deps, organizationId, [row]));
}

export interface AuditFilters {
  actors: ActorView[];
  actions: AuditAction[];
  projects: { value: string; label: string }[];
}

/** What the filters offer: only those of whom the log knows something. */
export async function readAuditFilters(deps: Deps, principal: OrganizationPrincipal): Promise<AuditFilters> {
  requirePermission(principal, 'audit.read');
  const { organizationId } = principal;
  const { actors, actions } = await withOrg(deps.db, organizationId, (tx) => listAuditChoices(tx, organizationId));
  const rows = actors.map(({ id, kind }) => ({ actorId: id, actorKind: kind }));
  const names = await nameAudit(deps, organizationId, rows);
  return {
    actors: rows.map((row) => nameActor(row, names)),
    actions: actions.filter(isAuditAction),
    projects: [...names.projects].map(([value, label]) => ({ value, label })),
  };
}
