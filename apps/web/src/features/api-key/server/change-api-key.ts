import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type ApiKeyView, toApiKeyView } from './api-key-view.ts';
import { KeyName } from './create-api-key.ts';
import { checkKeyScope, KeyScopeFields } from './key-scope-input.ts';
import { needLiveKey } from './need-live-key.ts';

export const ChangeApiKey = z
  .strictObject({ name: KeyName.optional(), ...KeyScopeFields })
  .superRefine(checkKeyScope)
  .refine(({ name, scope }) => name !== undefined || scope !== undefined, 'say what to change: name or scope');
export type ChangeApiKey = z.output<typeof ChangeApiKey>;

/** Another name, another scope, or both; from its commit on calls are judged by it. Throws `invalid_state` for a revoked key. */
export async function changeApiKey(
  deps: Deps,
  principal: Principal,
  { apiKeyId, change }: { apiKeyId: string; change: ChangeApiKey },
): Promise<ApiKeyView> {
  requirePermission(principal, 'key.write');
  const { name, scope, permissions = [] } = change;
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const before = await needLiveKey(tx, principal, apiKeyId);
    const row = await tx.apiKey.update({
      where: { id: apiKeyId },
      data: { ...(name === undefined ? {} : { name }), ...(scope === undefined ? {} : { scope, permissions }) },
    });
    const target = { kind: 'api_key', id: apiKeyId, name: row.name };
    if (row.name !== before.name)
      await recordAct(tx, principal, { action: 'api_key.rename', target, details: { from: before.name } });
    if (scope !== undefined) {
      const details = { from: before.scope, to: scope, permissions: permissions.join(' ') };
      await recordAct(tx, principal, { action: 'api_key.change_scope', target, details });
    }
    return toApiKeyView(row);
  });
}
