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
] as const;
export type Permission = (typeof permissions)[number];

const viewer: readonly Permission[] = ['project.read', 'usage.read'];
const member: readonly Permission[] = [
  ...viewer,
  'data.write',
  'job.write',
  'model.write',
  'endpoint.write',
  'model.call',
  'key.read',
];
const billing: readonly Permission[] = ['usage.read', 'billing.read', 'billing.write'];

/** The one table of roles and permissions. */
export const roleTable: Record<Role, readonly Permission[]> = {
  OWNER: permissions,
  ADMIN: permissions,
  MEMBER: member,
  VIEWER: viewer,
  BILLING: billing,
};

/** An API key acts in one project, and never touches money or keys. */
export const apiKeyPermissions: readonly Permission[] = member.filter((permission) => permission !== 'key.read');

export function can(role: Role, permission: Permission): boolean {
  return roleTable[role].includes(permission);
}
