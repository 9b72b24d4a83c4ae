/** What a member of an organization may be. */
export const roles = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'BILLING'] as const;
export type Role = (typeof roles)[number];

/** What a use case may ask for; each asks for exactly one. */
export const permissions = [
  'project.read',
  'data.write',
  'job.write',
  'model.write',
  'endpoint.write',
  'model.call',
  'key.read',
  'key.write',
  'usage.read',
  'billing.read',
  'billing.write',
  'organization.read',
  'organization.write',
  'organization.delete',
  'member.write',
  'owner.write',
  'project.write',
  'audit.read',
  'support.write',
] as const;
export type Permission = (typeof permissions)[number];

/** Only an owner ends the organization or says who else owns it. */
const ownerOnly: readonly Permission[] = ['organization.delete', 'owner.write'];
const viewer: readonly Permission[] = ['project.read', 'usage.read', 'organization.read'];
const member: readonly Permission[] = [
  ...viewer,
  'data.write',
  'job.write',
  'model.write',
  'endpoint.write',
  'model.call',
  'key.read',
];
const billing: readonly Permission[] = ['usage.read', 'billing.read', 'billing.write', 'organization.read'];

/** The one table of roles and permissions. */
export const roleTable: Record<Role, readonly Permission[]> = {
  OWNER: permissions,
  ADMIN: permissions.filter((permission) => !ownerOnly.includes(permission)),
  MEMBER: member,
  VIEWER: viewer,
  BILLING: billing,
};

/** What belongs to the people of an organization. */
const personOnly: readonly Permission[] = ['key.read', 'organization.read'];
/** An API key acts in one project, and never touches money, keys or people. */
export const apiKeyPermissions: readonly Permission[] = member.filter((permission) => !personOnly.includes(permission));

export function can(role: Role, permission: Permission): boolean {
  return roleTable[role].includes(permission);
}

/** Roles whose holders may be limited to chosen projects; the others see every project of the organization. */
const limitable: readonly Role[] = ['MEMBER', 'VIEWER'];

export function canBeLimited(role: Role): boolean {
  return limitable.includes(role);
}

/** What it takes to give this role or to take it away: only owners make and unmake owners. */
export function permissionToGive(role: Role): Permission {
  return role === 'OWNER' ? 'owner.write' : 'member.write';
}
