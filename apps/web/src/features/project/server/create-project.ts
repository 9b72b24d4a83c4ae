import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { projectsMax } from '@modelmint/domain/organization-rules';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { ShownName } from '../../account/server/sign-up.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

export const CreateProject = z.strictObject({ name: ShownName });
export type CreateProject = z.output<typeof CreateProject>;

export async function createProject(
  deps: Deps,
  principal: OrganizationPrincipal,
  { name }: CreateProject,
): Promise<{ id: string; name: string }> {
  requirePermission(principal, 'project.write');
  const { organizationId } = principal;
  const id = newId('project');
  await withOrg(deps.db, organizationId, async (tx) => {
    await lockOrganization(tx, organizationId);
    if ((await tx.project.count()) >= projectsMax)
      throw new AppError('conflict', `An organization has at most ${projectsMax} projects, archived ones too.`);
    await tx.project.create({ data: { id, organizationId, name } });
    await recordAct(tx, principal, { action: 'project.create', target: { kind: 'project', id, name } });
  });
  return { id, name };
}
