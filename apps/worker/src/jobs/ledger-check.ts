import { checkLedger } from '@modelmint/db/system/check-ledger';
import type { Handler } from './handler.ts';

/** Judges the books each hour, and reads the billing accounts of which nothing was heard for a day. */
export const checkLedgerJob: Handler<'ledger.check'> = async ({ db, billing, log }) => {
  for (const { name, isOk, violations } of await checkLedger(db))
    if (!isOk) log.error({ invariant: name, violations }, 'ledger: an invariant is broken');
  const read = await billing.syncStale();
  if (read > 0) log.info({ read }, 'ledger: quiet billing accounts were read again');
};
