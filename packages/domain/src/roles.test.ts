import { expect, test } from 'vitest';
import { apiKeyPermissions, can, canBeLimited, permissions, permissionToGive, roles } from './roles.ts';

test('owners may do everything, nobody else touches more than the table says', () => {
  const granted = Object.fromEntries(roles.map((role) => [role, permissions.filter((p) => can(role, p)).length]));
  expect(granted).toEqual({ OWNER: 19, ADMIN: 17, MEMBER: 9, VIEWER: 3, BILLING: 4 });
});

test.each([
  ['MEMBER', 'key.write', false],
  ['MEMBER', 'billing.read', false],
  ['VIEWER', 'model.call', false],
  ['VIEWER', 'data.write', false],
  ['BILLING', 'project.read', false],
  ['BILLING', 'billing.write', true],
  ['BILLING', 'organization.read', true],
  ['ADMIN', 'member.write', true],
  ['ADMIN', 'organization.write', true],
  ['ADMIN', 'owner.write', false],
  ['ADMIN', 'organization.delete', false],
  ['OWNER', 'owner.write', true],
  ['MEMBER', 'project.write', false],
  ['MEMBER', 'audit.read', false],
] as const)('%s %s: %s', (role, permission, expected) => {
  expect(can(role, permission)).toBe(expected);
});

test('an API key works in its project, and can neither make keys nor pay nor meet people', () => {
  expect([...apiKeyPermissions].sort()).toEqual([
    'data.write',
    'endpoint.write',
    'job.write',
    'model.call',
    'model.write',
    'project.read',
    'usage.read',
  ]);
});

test('members and viewers can be limited to projects; only owners make owners', () => {
  expect(roles.filter(canBeLimited)).toEqual(['MEMBER', 'VIEWER']);
  expect(roles.map(permissionToGive)).toEqual([
    'owner.write',
    'member.write',
    'member.write',
    'member.write',
    'member.write',
  ]);
});
