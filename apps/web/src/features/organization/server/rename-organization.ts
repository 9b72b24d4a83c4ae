import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { ShownName } from '../../account/server/sign-up.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from './principal.ts';

export const RenameOrganization = z.strictObject({
  name: ShownName,
  /** Of the name that was changed: who has read an older one has to look again. */
  version: z.number().int().min(1),
});
export type RenameOrganization = z.output<typeof RenameOrganization>;

/** The slug stays: names of models hold it. Throws `conflict` when somebody renamed it in the meantime. */
export async function renameOrganization(
  deps: Deps,
  principal: OrganizationPrincipal,
  { name, version }: RenameOrganization,
): Promise<{ name: string; version: number }> {
  requirePermission(principal, 'organization.write');
  const { organizationId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const before = await lockOrganization(tx, organizationId);
    if (before.version !== version) throw renamed(before.name);
    const data = { name, version: version + 1 };
    await tx.organization.update({ where: { id: organizationId }, data, select: { id: true } });
    const target = { kind: 'organization', id: organizationId, name };
    await recordAct(tx, principal, { action: 'organization.rename', target, details: { from: before.name, to: name } });
    return data;
  });
}

/** For whatever is renamed: nobody's change is lost without being seen. */
export const renamed = (now: string) =>
  new AppError(
    'conflict',
    `Somebody renamed it to “${now}” in the meantime. Nothing was changed. Reload the page and rename it again.`,
    { param: 'version' },
  );
