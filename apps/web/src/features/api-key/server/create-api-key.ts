import { withOrg } from '@modelmint/db/with-org';
import { lastFourOf, makeApiKey } from '@modelmint/domain/api-key';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { isVisibleLine, visibleLine } from '@modelmint/domain/visible-text';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission, requireRecentSignIn } from '../../organization/server/principal.ts';
import { type ApiKeyView, toApiKeyView } from './api-key-view.ts';
import { hashApiKey } from './hash-api-key.ts';
import { checkKeyScope, KeyScopeFields } from './key-scope-input.ts';

const yearMs = 366 * 86_400_000;
const liveKeysMax = 100;

export const KeyName = z
  .string()
  .trim()
  .min(1, 'give it a name')
  .max(100, 'use at most 100 characters')
  .refine(isVisibleLine, visibleLine);

export const CreateApiKey = z
  .object({
    name: KeyName,
    ...KeyScopeFields,
    expiresAt: z.coerce
      .date()
      .refine((at) => at.getTime() > Date.now(), 'it lies in the past')
      .refine((at) => at.getTime() <= Date.now() + yearMs, 'at most a year from now')
      .optional(),
  })
  .superRefine(checkKeyScope);
export type CreateApiKey = z.output<typeof CreateApiKey>;

/** The only time that the key itself is told. */
export async function createApiKey(
  deps: Deps,
  principal: Principal,
  { name, expiresAt, scope = 'all', permissions = [] }: CreateApiKey,
): Promise<ApiKeyView & { key: string }> {
  requirePermission(principal, 'key.write');
  // A secret outlives the session that made it.
  requireRecentSignIn(principal);
  const { organizationId, projectId, userId } = principal;
  const key = makeApiKey();
  const row = await withOrg(deps.db, organizationId, async (tx) => {
    const live = await tx.apiKey.count({ where: { projectId, revokedAt: null } });
    if (live >= liveKeysMax)
      throw new AppError('conflict', `A project has at most ${liveKeysMax} keys. Revoke those that are not used.`);
    const made = await tx.apiKey.create({
      data: {
        ...{ id: newId('apiKey'), organizationId, projectId, name, createdByUserId: userId },
        keyHash: hashApiKey(deps.env.secrets.apiKeyPepper, key),
        last4: lastFourOf(key),
        ...{ scope, permissions },
        expiresAt: expiresAt ?? null,
      },
    });
    await recordAct(tx, principal, {
      action: 'api_key.create',
      target: { kind: 'api_key', id: made.id, name },
      details: { scope, permissions: permissions.join(' '), expiresAt: expiresAt?.toISOString() ?? null },
    });
    return made;
  });
  return { ...toApiKeyView(row), key };
}
