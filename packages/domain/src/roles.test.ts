import { expect, test } from 'vitest';
import { apiKeyPermissions, can, permissions, roles } from './roles.ts';

test('owners may do everything, nobody else touches more than the table says', () => {
  const granted = Object.fromEntries(roles.map((role) => [role, permissions.filter((p) => can(role, p)).length]));
  expect(granted).toEqual({ OWNER: 11, ADMIN: 11, MEMBER: 8, VIEWER: 2, BILLING: 3 });
});

test.each([
  ['MEMBER', 'key.write', false],
  ['MEMBER', 'billing.read', false],
  ['VIEWER', 'model.call', false],
  ['VIEWER', 'data.write', false],
  ['BILLING', 'project.read', false],
  ['BILLING', 'billing.write', true],
] as const)('%s %s: %s', (role, permission, expected) => {
  expect(can(role, permission)).toBe(expected);
});

test('an API key can neither make keys nor pay', () => {
  for (const permission of ['key.read', 'key.write', 'billing.read', 'billing.write'] as const)
    expect(apiKeyPermissions).not.toContain(permission);
});
