/**
 * Everybody who could come to a door: each role, one whose address is not confirmed, an owner of another organization, the
 * operator, the operator as support who only looks, nobody, and keys. `make(tenant)` gives the headers with which they come.
 */
export function listPrincipals({ people, roles, roleTable, apiKeyPermissions, deps }, other) {
  const cookie = async (options) => ({ cookie: await people.makeCookie(options) });
  const bearer = (key) => ({ authorization: `Bearer ${key}` });
  const permissions = (role) => roleTable[role];
  const members = roles.map((role) => ({
    name: role.toLowerCase(),
    kind: role.toLowerCase(),
    permissions: permissions(role),
    make: (tenant) => cookie({ tenant, role }),
  }));
  const others = [
    {
      ...{ name: 'unconfirmed owner', kind: 'unconfirmed', permissions: permissions('OWNER') },
      make: (tenant) => cookie({ tenant, role: 'OWNER', isUnconfirmed: true }),
    },
    {
      ...{ name: 'other organization', kind: 'outsider', permissions: permissions('OWNER') },
      make: () => cookie({ tenant: other, role: 'OWNER' }),
    },
    {
      ...{ name: 'support', kind: 'support', permissions: permissions('VIEWER') },
      make: async (tenant) => ({ cookie: await people.makeSupport(tenant) }),
    },
    { name: 'operator', kind: 'operator', permissions: [], make: () => cookie({ isOperator: true }) },
    { name: 'signed out', kind: 'signed out', permissions: [], make: async () => ({}) },
    { name: 'api key', kind: 'dead key', permissions: [], make: async (tenant) => bearer(tenant.key) },
  ];
  const revoked = async (tenant) => {
    const { id, key } = await people.makeKey(tenant);
    await deps.db.system.apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
    return bearer(key);
  };
  const keys = (needs) => [
    {
      ...{ name: 'key with the scope', kind: 'key', permissions: [needs] },
      make: async (tenant) => bearer((await people.makeKey(tenant, undefined, [needs])).key),
    },
    {
      ...{ name: 'key without it', kind: 'key', permissions: [] },
      make: async (tenant) =>
        bearer(
          (
            await people.makeKey(
              tenant,
              undefined,
              apiKeyPermissions.filter((one) => one !== needs),
            )
          ).key,
        ),
    },
    {
      name: 'other organization’s key',
      kind: 'foreign key',
      permissions: [needs],
      make: async () => bearer(other.key),
    },
    { name: 'revoked key', kind: 'dead key', permissions: [], make: revoked },
    {
      ...{ name: 'expired key', kind: 'dead key', permissions: [] },
      make: async (tenant) => bearer((await people.makeKey(tenant, new Date(Date.now() - 1))).key),
    },
    { name: 'owner’s session', kind: 'dead key', permissions: [], make: (tenant) => cookie({ tenant, role: 'OWNER' }) },
    { name: 'signed out', kind: 'signed out', permissions: [], make: async () => ({}) },
  ];
  return { people: [...members, ...others], keys };
}
