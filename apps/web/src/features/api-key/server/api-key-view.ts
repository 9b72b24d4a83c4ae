import type { ApiKey } from '@modelmint/db/generated/client';
import { type KeyScope, keyPermissions, readKeyScope } from '@modelmint/domain/key-scope';
import type { Permission } from '@modelmint/domain/roles';

/** A key as a list shows it; the key itself is nowhere. */
export interface ApiKeyView {
  id: string;
  name: string;
  last4: string;
  scope: KeyScope;
  permissions: readonly Permission[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  rotatedAt: Date | null;
  /** The secret before the last rotation, while it still works. */
  previous: { last4: string; until: Date } | null;
}

export function toApiKeyView(row: ApiKey, now = new Date()): ApiKeyView {
  const { id, name, last4, createdAt, expiresAt, lastUsedAt, revokedAt, rotatedAt } = row;
  const { previousLast4, previousUntil } = row;
  const scope = readKeyScope(row.scope);
  const isPreviousAlive = previousUntil !== null && previousUntil > now && revokedAt === null;
  return {
    ...{ id, name, last4, createdAt, expiresAt, lastUsedAt, revokedAt, rotatedAt, scope },
    permissions: keyPermissions(scope, row.permissions),
    previous: isPreviousAlive ? { last4: previousLast4 ?? '', until: previousUntil } : null,
  };
}
