import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';

/** What the organization's plan allows each minute. */
export async function readCallLimits(
  deps: Deps,
  { organizationId }: Principal,
): Promise<{ requestsPerMinute: number; tokensPerMinute: number }> {
  const { plan } = await withOrg(deps.db, organizationId, (tx) =>
    tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { plan: { select: { requestsPerMinute: true, tokensPerMinute: true } } },
    }),
  );
  return plan;
}
