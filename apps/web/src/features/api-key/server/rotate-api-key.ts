import { withOrg } from '@modelmint/db/with-org';
import { lastFourOf, makeApiKey } from '@modelmint/domain/api-key';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission, requireRecentSignIn } from '../../organization/server/principal.ts';
import { type ApiKeyView, toApiKeyView } from './api-key-view.ts';
import { hashApiKey } from './hash-api-key.ts';
import { needLiveKey } from './need-live-key.ts';

const graceHoursMax = 24;
const hourMs = 3_600_000;

export const RotateApiKey = z.strictObject({
  /** How long the secret that is there goes on working. */
  graceHours: z.number().min(0).max(graceHoursMax, `must be at most ${graceHoursMax} hours`).default(0),
});
export type RotateApiKey = z.output<typeof RotateApiKey>;

/**
 * A new secret for the same key: its name, scope, limits and usage stay. The secret that is there works for the grace; one
 * of an earlier rotation ends at once. The only time that the new secret is told.
 */
export async function rotateApiKey(
  deps: Deps,
  principal: Principal,
  { apiKeyId, graceHours }: RotateApiKey & { apiKeyId: string },
): Promise<ApiKeyView & { key: string }> {
  requirePermission(principal, 'key.write');
  requireRecentSignIn(principal);
  const key = makeApiKey();
  const row = await withOrg(deps.db, principal.organizationId, async (tx) => {
    const { keyHash, last4 } = await needLiveKey(tx, principal, apiKeyId);
    const now = new Date();
    const previousUntil = new Date(now.getTime() + graceHours * hourMs);
    const rotated = await tx.apiKey.update({
      where: { id: apiKeyId },
      data: {
        ...{ previousHash: keyHash, previousLast4: last4, previousUntil, rotatedAt: now },
        ...{ keyHash: hashApiKey(deps.env.secrets.apiKeyPepper, key), last4: lastFourOf(key) },
      },
    });
    await recordAct(tx, principal, {
      action: 'api_key.rotate',
      target: { kind: 'api_key', id: apiKeyId, name: rotated.name },
      details: { graceHours, last4: rotated.last4, previousLast4: last4 },
    });
    return rotated;
  });
  return { ...toApiKeyView(row), key };
}
