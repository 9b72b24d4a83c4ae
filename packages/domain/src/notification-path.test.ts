import { expect, it } from 'vitest';
import { notificationPath } from './notification-path.ts';

it.each([
  ['job', 'proj_1', '/projects/proj_1/fine-tuning/x'],
  ['evaluation', 'proj_1', '/projects/proj_1/evaluations/x'],
  ['api_key', 'proj_1', '/projects/proj_1/api-keys'],
  ['webhook', null, '/organizations/org-1/webhooks/x'],
  ['invitation', null, '/organizations/org-1/members'],
  ['invoice', null, '/organizations/org-1/billing'],
  ['support_session', null, '/organizations/org-1/settings'],
  ['something new', 'proj_1', '/organizations/org-1/notifications'],
])('leads from a notification of a %s to where it can be seen', (kind, projectId, path) => {
  expect(notificationPath({ organizationId: 'org-1', projectId, target: { kind, id: 'x' } })).toBe(path);
});
