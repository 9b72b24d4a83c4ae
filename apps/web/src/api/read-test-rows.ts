import { withOrg } from '@modelmint/db/with-org';
import type { TestApi, TestTenant } from './start-test-api.ts';

/** All that calls leave in the database of one tenant. For tests only. */
export async function readTestRows({ deps: { db } }: TestApi, { organizationId }: TestTenant) {
  return {
    requests: await db.system.request.findMany({ where: { organizationId } }),
    usage: await withOrg(db, organizationId, (tx) => tx.usage.findMany()),
    holds: await db.system.hold.findMany({ where: { organizationId } }),
    wallet: await db.system.wallet.findUniqueOrThrow({ where: { organizationId } }),
  };
}
