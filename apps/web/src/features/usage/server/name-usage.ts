import { nameUsers } from '@modelmint/db/system/name-users';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';

export interface UsageNames {
  models: ReadonlyMap<string, string>;
  keys: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
  projects: ReadonlyMap<string, string>;
}

/** What people call the models, keys, members and projects of some usage, also those that are deleted or revoked. */
export async function nameUsage(
  deps: Pick<Deps, 'db'>,
  organizationId: string,
  {
    modelIds,
    keyIds,
    memberIds = [],
  }: { modelIds: readonly string[]; keyIds: readonly string[]; memberIds?: readonly string[] },
): Promise<UsageNames> {
  const users = await nameUsers(deps.db, memberIds);
  const members = new Map([...users].map(([id, { name, email }]) => [id, name === '' ? email : `${name} (${email})`]));
  return withOrg(deps.db, organizationId, async (tx) => {
    const named = { where: { id: { in: [...modelIds] } }, select: { id: true, name: true } };
    // A checkpoint may be called as it is.
    const models = [...(await tx.model.findMany(named)), ...(await tx.baseModel.findMany(named))];
    const keys = await tx.apiKey.findMany({
      where: { id: { in: [...keyIds] } },
      select: { id: true, name: true, last4: true },
    });
    const projects = await tx.project.findMany({ select: { id: true, name: true } });
    return {
      models: new Map(models.map(({ id, name }) => [id, name])),
      keys: new Map(keys.map(({ id, name, last4 }) => [id, `${name} (…${last4})`])),
      members,
      projects: new Map(projects.map(({ id, name }) => [id, name])),
    };
  });
}
