import { expect, test } from 'vitest';
import { rowKindOfAct } from './row-kind-of-act.ts';

test.each([
  ['member.remove', 'member'],
  ['invitation.accept', 'member'],
  ['organization.transfer', 'member'],
  ['organization.suspend', 'organization'],
  ['billing.set_budget', 'wallet'],
  ['api_key.revoke', 'api_key'],
  ['project.archive', 'project'],
  ['job.tag', 'job'],
  // These tell by themselves, with the transaction of the work.
  ['job.create', null],
  ['file.upload', null],
] as const)('%s tells of %s', (action, kind) => expect(rowKindOfAct(action)).toBe(kind));
