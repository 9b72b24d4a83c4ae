import type { AuditEntry } from '@modelmint/db/generated/client';
import { auditActions, isAuditAction } from '@modelmint/domain/audit-action';
import type { AuditNames } from './name-audit.ts';

/** One entry as the page and the exports show it. */
export interface AuditView {
  id: string;
  createdAt: Date;
  actor: { kind: string; id: string; name: string; detail: string | null };
  action: string;
  /** What was done, in words. */
  label: string;
  target: { kind: string; id: string; name: string | null };
  projectId: string | null;
  projectName: string | null;
  address: string | null;
  userAgent: string | null;
  details: Record<string, string | number | boolean | null>;
}

export function toAuditView(row: AuditEntry, names: AuditNames): AuditView {
  const { id, createdAt, action, projectId, address, userAgent } = row;
  return {
    ...{ id, createdAt, action, projectId, address, userAgent },
    actor: { kind: row.actorKind, id: row.actorId, ...nameActor(row, names) },
    label: isAuditAction(action) ? auditActions[action] : action,
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName ?? nameTarget(row, names) },
    projectName: projectId === null ? null : (names.projects.get(projectId) ?? null),
    details: row.details as AuditView['details'],
  };
}

/** `detail`: the address of a person, the end of a key. */
export function nameActor(
  { actorKind, actorId }: Pick<AuditEntry, 'actorKind' | 'actorId'>,
  { users, keys }: AuditNames,
): { name: string; detail: string | null } {
  if (actorKind === 'operator') return { name: 'The operator', detail: null };
  if (actorKind === 'system') return { name: 'Modelmint', detail: null };
  if (actorKind === 'api_key') return keys.get(actorId) ?? { name: 'An API key', detail: actorId };
  const user = users.get(actorId);
  return user === undefined
    ? { name: 'A deleted account', detail: actorId }
    : { name: user.name || user.email, detail: user.email };
}

/** People are named by their account, whose name may change. */
function nameTarget({ targetKind, targetId }: AuditEntry, { users, projects }: AuditNames): string | null {
  if (targetKind === 'project') return projects.get(targetId) ?? null;
  const user = targetKind === 'user' ? users.get(targetId) : undefined;
  return user === undefined ? null : user.name || user.email;
}
