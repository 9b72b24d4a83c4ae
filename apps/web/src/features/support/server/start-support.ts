import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { findFirstProject } from '@modelmint/db/system/find-membership';
import { endSupport as end, startSupport as start } from '@modelmint/db/system/support-sessions';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import type { StartSupport } from '@modelmint/domain/support-access';
import type { Deps } from '../../../deps.ts';

/** The operator at one browser; callers have asked `recentOperator`. */
interface Asked {
  operator: OperatorActor;
  sessionHash: string;
}

export interface StartedSupport {
  id: string;
  expiresAt: Date;
  /** Where the operator is now. */
  path: string;
}

/** The operator comes into an organization. Throws `not_found`, and what `startSupport` of the database throws. */
export async function startSupport(
  deps: Deps,
  asked: Asked & StartSupport & { organizationId: string },
): Promise<StartedSupport> {
  const organizationId = parseId('organization', asked.organizationId);
  const started = organizationId === null ? null : await start(deps.db, { ...asked, organizationId });
  if (organizationId === null || started === null) throw new AppError('not_found', 'There is no such organization.');
  const project = await findFirstProject(deps.db, { organizationId, reader: 'support' });
  const path = project === null ? `/organizations/${organizationId}/members` : `/projects/${project.id}/overview`;
  return { ...started, path };
}

/** Throws `not_found` where this browser has no support session. */
export async function endSupport(deps: Deps, asked: Asked): Promise<{ organizationId: string }> {
  const organizationId = await end(deps.db, asked);
  if (organizationId === null) throw new AppError('not_found', 'You are in no organization as support. It has ended.');
  return { organizationId };
}
