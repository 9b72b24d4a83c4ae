import { expect, test } from 'vitest';
import { targetPath } from './target-path.ts';

test.each([
  ['job.create', { kind: 'job', id: 'ftjob-1' }, 'proj_1', '/projects/proj_1/fine-tuning/ftjob-1'],
  ['base_model.import', { kind: 'base_model', id: 'base_1' }, 'proj_1', '/projects/proj_1/models/base/base_1'],
  ['api_key.revoke', { kind: 'api_key', id: 'key_1' }, 'proj_1', '/projects/proj_1/api-keys'],
  ['member.limit', { kind: 'user', id: 'user_1' }, null, '/organizations/org-1/members'],
  ['billing.change_plan', { kind: 'organization', id: 'org-1' }, null, '/organizations/org-1/billing'],
  ['webhook.test', { kind: 'webhook', id: 'whe_1' }, null, '/organizations/org-1/webhooks/whe_1'],
  ['support.start', { kind: 'support_session', id: 'sup_1' }, null, '/organizations/org-1/settings'],
  ['webhook.delete', { kind: 'webhook', id: 'whe_1' }, null, null],
  ['organization.rename', { kind: 'organization', id: 'org-1' }, null, null],
  ['model.delete', { kind: 'model', id: 'mdl_1' }, 'proj_1', null],
  ['something.new', { kind: 'unheard_of', id: 'x' }, 'proj_1', null],
  ['job.create', { kind: 'job', id: 'ftjob-1' }, null, null],
])('%s of %o leads to %s', (action, target, projectId, path) => {
  expect(targetPath('org-1', { action, target: { ...target, name: null }, projectId })).toBe(path);
});
