import type { StatusKind } from '../../../ui/status.tsx';
import type { ApiKeyView } from '../server/api-key-view.ts';

export function apiKeyStatus(key: ApiKeyView, now: Date): StatusKind & ('active' | 'expired' | 'revoked') {
  if (key.revokedAt !== null) return 'revoked';
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active';
}
