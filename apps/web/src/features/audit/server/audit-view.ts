import type { AuditEntry } from '@modelmint/db/generated/client';
import { auditActions, isAuditAction } from '@modelmint/domain/audit-action';
import { currentBrand } from '../../../i18n/current-brand.ts';
import type { AuditNames } from './name-audit.ts';

export interface ActorView {
  kind: string;
  id: string;
  name: string;
  /** The address of a person, the end of a key, why support was there. */
  detail: string | null;
  /** False: the account or the key is gone. */
  isKnown: boolean;
}

/** One entry as the page and the exports show it. */
export interface AuditView {
  id: string;
  createdAt: Date;
  actor: ActorView;
  action: string;
  /** What was done, in English words. */
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
    actor: nameActor(row, names),
    label: isAuditAction(action) ? auditActions[action] : action,
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName ?? nameTarget(row, names) },
    projectName: projectId === null ? null : (names.projects.get(projectId) ?? null),
    details: row.details as AuditView['details'],
  };
}

/** Whoever did it, in English. */
export function nameActor(
  { actorKind: kind, actorId: id }: Pick<AuditEntry, 'actorKind' | 'actorId'>,
  { users, keys, reasons }: AuditNames,
): ActorView {
  if (kind === 'support')
    return { kind, id, name: 'The operator, as support', detail: reasons.get(id) ?? null, isKnown: true };
  if (kind === 'operator') return { kind, id, name: 'The operator', detail: null, isKnown: true };
  if (kind === 'system') return { kind, id, name: currentBrand().name, detail: null, isKnown: true };
  const key = kind === 'api_key' ? keys.get(id) : undefined;
  if (key !== undefined) return { kind, id, ...key, isKnown: true };
  if (kind === 'api_key') return { kind, id, name: 'An API key', detail: id, isKnown: false };
  const user = users.get(id);
  return user === undefined
    ? { kind, id, name: 'A deleted account', detail: id, isKnown: false }
    : { kind, id, name: user.name || user.email, detail: user.email, isKnown: true };
}

/** People are named by their account, whose name may change. */
function nameTarget({ targetKind, targetId }: AuditEntry, { users, projects }: AuditNames): string | null {
  if (targetKind === 'project') return projects.get(targetId) ?? null;
  const user = targetKind === 'user' ? users.get(targetId) : undefined;
  return user === undefined ? null : user.name || user.email;
}
