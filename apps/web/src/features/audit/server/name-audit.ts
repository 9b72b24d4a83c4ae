import type { AuditEntry } from '@modelmint/db/generated/client';
import { nameUsers } from '@modelmint/db/system/name-users';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';

export interface AuditNames {
  users: ReadonlyMap<string, { name: string; email: string }>;
  keys: ReadonlyMap<string, { name: string; detail: string }>;
  projects: ReadonlyMap<string, string>;
  /** Of support sessions. */
  reasons: ReadonlyMap<string, string>;
}

type Named = Pick<AuditEntry, 'actorKind' | 'actorId'> & Partial<Pick<AuditEntry, 'targetKind' | 'targetId'>>;

/** What people call those that entries of their own log name. */
export async function nameAudit(deps: Deps, organizationId: string, rows: readonly Named[]): Promise<AuditNames> {
  const actors = (kind: string) => rows.filter((row) => row.actorKind === kind).map(({ actorId }) => actorId);
  const people = rows.flatMap(({ targetKind, targetId }) => (targetKind === 'user' && targetId ? [targetId] : []));
  const users = await nameUsers(deps.db, [...new Set([...actors('user'), ...people])]);
  return withOrg(deps.db, organizationId, async (tx) => {
    const keys = await tx.apiKey.findMany({
      where: { id: { in: [...new Set(actors('api_key'))] } },
      select: { id: true, name: true, last4: true },
    });
    const projects = await tx.project.findMany({ select: { id: true, name: true } });
    const support = await tx.supportSession.findMany({
      where: { id: { in: [...new Set(actors('support'))] } },
      select: { id: true, reason: true },
    });
    return {
      users,
      reasons: new Map(support.map(({ id, reason }) => [id, reason])),
      keys: new Map(keys.map(({ id, name, last4 }) => [id, { name, detail: `API key …${last4}` }])),
      projects: new Map(projects.map(({ id, name }) => [id, name])),
    };
  });
}
