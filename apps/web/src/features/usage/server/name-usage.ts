import type { OrgTransaction } from '@modelmint/db/with-org';

export interface UsageNames {
  models: ReadonlyMap<string, string>;
  keys: ReadonlyMap<string, string>;
}

/** What people call the models and keys of some usage, also those that are deleted or revoked. */
export async function nameUsage(
  tx: OrgTransaction,
  { modelIds, keyIds }: { modelIds: readonly string[]; keyIds: readonly string[] },
): Promise<UsageNames> {
  const named = { where: { id: { in: [...modelIds] } }, select: { id: true, name: true } };
  // A checkpoint may be called as it is.
  const models = [...(await tx.model.findMany(named)), ...(await tx.baseModel.findMany(named))];
  const keys = await tx.apiKey.findMany({
    where: { id: { in: [...keyIds] } },
    select: { id: true, name: true, last4: true },
  });
  return {
    models: new Map(models.map(({ id, name }) => [id, name])),
    keys: new Map(keys.map(({ id, name, last4 }) => [id, `${name} (…${last4})`])),
  };
}
