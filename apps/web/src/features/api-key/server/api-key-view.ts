import type { ApiKey } from '@modelmint/db/generated/client';

/** A key as a list shows it; the key itself is nowhere. */
export interface ApiKeyView {
  id: string;
  name: string;
  last4: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export function toApiKeyView({ id, name, last4, createdAt, expiresAt, lastUsedAt, revokedAt }: ApiKey): ApiKeyView {
  return { id, name, last4, createdAt, expiresAt, lastUsedAt, revokedAt };
}
