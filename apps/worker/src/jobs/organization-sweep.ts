import { eraseOrganization } from '@modelmint/db/system/erase-organization';
import { listClosing } from '@modelmint/db/system/list-closing';
import { tellExpiringKeys } from '@modelmint/db/system/tell-expiring-keys';
import { isAppError } from '@modelmint/domain/errors';
import type { Handler } from './handler.ts';

/**
 * Tells of API keys that are about to expire; ends subscriptions of deleted organizations that Stripe did not hear of
 * yet, and erases those whose grace is over.
 */
export const sweepOrganizationsJob: Handler<'organization.sweep'> = async ({ db, billing, log }, { signal }) => {
  await tellExpiringKeys(db);
  for (const { id, isDue } of await listClosing(db)) {
    signal.throwIfAborted();
    try {
      await billing.endAtPeriodEnd({ organizationId: id, isEnding: true });
    } catch (error) {
      if (!isAppError(error)) throw error;
      // Money first: what is erased could not be asked about any more.
      log.warn({ err: error, organizationId: id }, 'organization: its subscription was not ended yet');
      continue;
    }
    if (isDue && (await eraseOrganization(db, id))) log.info({ organizationId: id }, 'organization: erased');
  }
};
