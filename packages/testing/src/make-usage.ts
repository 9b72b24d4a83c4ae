import { holdMoney } from '@modelmint/db/ledger/hold-money';
import type { Meter } from '@modelmint/db/ledger/record-usage';
import { type SettledUsage, settleUsage } from '@modelmint/db/ledger/settle-usage';
import type { Database } from '@modelmint/db/open-database';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import type { Tenant } from './make-tenant.ts';

/** One call that is held and billed at 1 micro-USD a token, so that its tokens are its price. */
export async function makeUsage(
  db: Database,
  { organizationId, projectId }: Pick<Tenant, 'organizationId' | 'projectId'>,
  {
    amountMicros,
    meter = 'inference',
    apiKeyId = null,
  }: { amountMicros: bigint; meter?: Meter; apiKeyId?: string | null },
): Promise<SettledUsage> {
  const settled = await withOrg(db, organizationId, async (tx) => {
    const { holdId } = await holdMoney(tx, {
      organizationId,
      projectId,
      key: `request:${newId('request')}`,
      amountMicros,
      expiresAt: new Date(Date.now() + 60_000),
    });
    return settleUsage(tx, {
      organizationId,
      projectId,
      apiKeyId,
      holdId,
      meter,
      baseModel: 'text-classifier-lstm',
      tokens: amountMicros,
      rateMicros: 1_000_000n,
      priceBookId: 'pb_1',
    });
  });
  if (settled === null) throw new Error('a hold that was just made could not be settled');
  return settled;
}
