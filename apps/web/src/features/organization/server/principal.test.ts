import { expect, it } from 'vitest';
import { type Principal, requirePermission, requireRecentSignIn } from './principal.ts';

const member: Principal = {
  organizationId: 'org-1',
  projectId: 'proj_1',
  role: 'MEMBER',
  userId: 'user_1',
  apiKeyId: null,
  isVerified: true,
};
const key: Principal = {
  organizationId: 'org-1',
  projectId: 'proj_1',
  role: 'MEMBER',
  userId: null,
  apiKeyId: 'key_1',
};

it('lets a role do what the table says', () => {
  expect(() => requirePermission(member, 'job.write')).not.toThrow();
  expect(() => requirePermission(member, 'key.write')).toThrow(/role member may not/);
  expect(() => requirePermission({ ...member, role: 'VIEWER' }, 'data.write')).toThrow(/role viewer may not/);
});

it('lets a key call and upload, but see no keys and no money', () => {
  expect(() => requirePermission(key, 'model.call')).not.toThrow();
  expect(() => requirePermission(key, 'data.write')).not.toThrow();
  for (const permission of ['key.read', 'key.write', 'billing.read', 'billing.write'] as const)
    expect(() => requirePermission(key, permission)).toThrow(/API key may not/);
});

it.each([{ isVerified: false }, {}])('lets %o only look', (state) => {
  const { isVerified: _, ...bare } = member;
  const unconfirmed: Principal = { ...bare, ...state, role: 'OWNER' };
  for (const permission of ['data.write', 'job.write', 'key.write', 'billing.write', 'model.call'] as const)
    expect(() => requirePermission(unconfirmed, permission)).toThrow(/Confirm your e-mail/);
  expect(() => requirePermission(unconfirmed, 'project.read')).not.toThrow();
});

it('asks again who one is once ten minutes have passed, and lets no key do what is dangerous', () => {
  const ago = (minutes: number) => ({ confirmedAt: new Date(Date.now() - minutes * 60_000) });
  expect(() => requireRecentSignIn({ ...member, ...ago(9) })).not.toThrow();
  for (const stale of [{ ...member, ...ago(11) }, member, key])
    expect(() => requireRecentSignIn(stale)).toThrow(expect.objectContaining({ code: 'reauthentication_required' }));
});
