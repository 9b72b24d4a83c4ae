import { withOrg } from '@modelmint/db/with-org';
import { limitsOf } from '@modelmint/domain/organization-limits';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { CallLimits } from './call-context.ts';

/** What the organization's plan, or the operator in its place, and the project allow each minute. */
export async function readCallLimits(deps: Deps, { organizationId, projectId }: Principal): Promise<CallLimits> {
  const found = await withOrg(deps.db, organizationId, (tx) =>
    tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: {
        requestsPerMinuteMax: true,
        organization: { select: { plan: true, limits: true } },
      },
    }),
  );
  const { requestsPerMinute, tokensPerMinute } = limitsOf(found.organization.plan, found.organization.limits);
  return { requestsPerMinute, tokensPerMinute, projectRequestsPerMinute: found.requestsPerMinuteMax };
}
