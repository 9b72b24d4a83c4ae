import type { ApiKey } from '@modelmint/db/generated/client';
import type { OrgTransaction } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Principal } from '../../organization/server/principal.ts';

export const apiKeyNotFound = (): AppError => new AppError('not_found', 'No such API key.', { param: 'api_key_id' });

/** A key of the project, locked, that is neither revoked nor expired. Throws `not_found` or `invalid_state`. */
export async function needLiveKey(tx: OrgTransaction, { projectId }: Principal, apiKeyId: string): Promise<ApiKey> {
  await tx.$queryRaw`SELECT 1 FROM "api_key" WHERE "id" = ${apiKeyId} FOR UPDATE`;
  const row = await tx.apiKey.findFirst({ where: { id: apiKeyId, projectId } });
  if (row === null) throw apiKeyNotFound();
  if (row.revokedAt !== null) throw new AppError('invalid_state', 'The key is revoked. Make another.');
  if (row.expiresAt !== null && row.expiresAt <= new Date())
    throw new AppError('invalid_state', 'The key has expired. Make another.');
  return row;
}
