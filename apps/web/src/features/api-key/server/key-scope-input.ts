import { type KeyScope, keyScopes } from '@modelmint/domain/key-scope';
import { apiKeyPermissions, type Permission } from '@modelmint/domain/roles';
import { z } from 'zod';

const names = apiKeyPermissions.join(', ');

/** What a key is given. Permissions belong to the scope `chosen` only. */
export const KeyScopeFields = {
  scope: z.enum(keyScopes).optional(),
  permissions: z
    .array(z.enum(apiKeyPermissions, { error: `must be one of those that a key can have: ${names}` }))
    .max(apiKeyPermissions.length)
    .optional(),
};

interface Given {
  scope?: KeyScope | undefined;
  permissions?: readonly Permission[] | undefined;
}

/** For `superRefine`: says at which field what is wrong. */
export function checkKeyScope({ scope, permissions }: Given, context: z.RefinementCtx): void {
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['permissions'], message });
  if (scope === 'chosen' && (permissions === undefined || permissions.length === 0))
    refuse('choose at least one, or another scope');
  if (scope !== 'chosen' && permissions !== undefined) refuse('belong to the scope "chosen" only');
}
