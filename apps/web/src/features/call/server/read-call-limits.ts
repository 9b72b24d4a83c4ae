import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { CallLimits } from './call-context.ts';

/** What the organization's plan and the project allow each minute. */
export async function readCallLimits(deps: Deps, { organizationId, projectId }: Principal): Promise<CallLimits> {
  const found = await withOrg(deps.db, organizationId, (tx) =>
    tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: {
        requestsPerMinuteMax: true,
        organization: { select: { plan: { select: { requestsPerMinute: true, tokensPerMinute: true } } } },
      },
    }),
  );
  return { ...found.organization.plan, projectRequestsPerMinute: found.requestsPerMinuteMax };
}
