import { apiKeyPermissions, type Permission } from './roles.ts';

/** What an API key may do: whatever a key can, only look, or what was chosen. */
export const keyScopes = ['all', 'read', 'chosen'] as const;
export type KeyScope = (typeof keyScopes)[number];

const readPermissions = apiKeyPermissions.filter((permission) => permission.endsWith('.read'));

/** The permissions of a key. What a key can no longer have, or never could, is left out whatever is stored. */
export function keyPermissions(scope: KeyScope, chosen: readonly string[]): readonly Permission[] {
  if (scope === 'all') return apiKeyPermissions;
  if (scope === 'read') return readPermissions;
  return apiKeyPermissions.filter((permission) => chosen.includes(permission));
}

/** A scope that is not known gives nothing. */
export function readKeyScope(text: string): KeyScope {
  return keyScopes.find((scope) => scope === text) ?? 'chosen';
}
