import { asks, type RouteRows, reads, readsOne, writes, writesOne } from './route-row.ts';

const credit = () => ({ kind: 'credit', amountMicros: '1' });
const plan = () => ({ planCode: 'none' });
const topUp = () => ({
  ...{ isOn: false, thresholdMicros: '5000000', amountMicros: '25000000' },
  ...{ monthlyMaxMicros: '100000000', version: null },
});
const session = () => ({ sessionId: 'cs_none' });

/** Below /api/organizations/:organizationId, with a session. One line for each route. */
export const organizationRoutes: RouteRows = {
  'GET ': reads('organization.read'),
  'PATCH ': writes('organization.write', 'organization.rename', () => ({ name: 'Renamed', version: 1 })),
  'POST /delete': writes('organization.delete', 'organization.delete', ({ organizationName }) => ({
    name: organizationName,
  })),
  'POST /restore': { ...asks('organization.delete', 'nothing is being deleted; organizations.int.test.ts') },
  'GET /export': { ...reads('organization.delete'), audits: 'organization.export' },
  'GET /billing': reads('billing.read'),
  'POST /billing/checkout': writes('billing.write', 'billing.start_checkout', credit),
  'POST /billing/fulfil': { ...asks('billing.read', 'reads at Stripe what was paid', session), isAbsent: true },
  'POST /billing/plan': writes('billing.write', 'billing.change_plan', plan),
  'POST /billing/plan/preview': asks('billing.write', 'changes nothing', plan),
  'PUT /billing/budgets': writes('billing.write', 'billing.set_budget', () => ({
    ...{ projectId: null, amountMicros: '100000000', version: null },
  })),
  'DELETE /billing/budgets/:budgetId': {
    ...asks('billing.write', 'there is none; billing.int.test.ts'),
    isAbsent: true,
  },
  'PUT /billing/auto-top-up': writes('billing.write', 'billing.set_auto_top_up', topUp),
  'POST /billing/portal': writes('billing.write', 'billing.open_portal'),
  'GET /audit': reads('audit.read'),
  'GET /usage': reads('billing.read'),
  'GET /usage/csv': { ...reads('billing.read'), audits: 'usage.export' },
  'GET /audit/export': { ...reads('audit.read'), audits: 'audit.export' },
  'GET /members': reads('organization.read'),
  'PATCH /members/:userId': writesOne('member.write', 'member.change_role', () => ({ role: 'VIEWER' })),
  'DELETE /members/:userId': writesOne('member.write', 'member.remove'),
  'GET /invitations': reads('member.write'),
  'POST /invitations': writes('member.write', 'invitation.create', ({ user }) => ({
    emails: [`new-${user.toLowerCase()}@example.com`],
    role: 'MEMBER',
  })),
  'POST /invitations/:invitationId/resend': writesOne('member.write', 'invitation.resend'),
  'DELETE /invitations/:invitationId': writesOne('member.write', 'invitation.revoke'),
  'GET /projects': reads('organization.read'),
  'POST /projects': writes('project.write', 'project.create', () => ({ name: 'Next' })),
  // Those of somebody else: projects.int.test.ts.
  'PATCH /projects/:projectId': writes('project.write', 'project.rename', () => ({ name: 'Next', version: 1 })),
  'POST /projects/:projectId/archive': writes('project.write', 'project.archive'),
  'POST /projects/:projectId/restore': asks('project.write', 'is not archived; projects.int.test.ts'),
  // What they write: sso.int.test.ts.
  'GET /sso': reads('organization.write'),
  'PUT /sso': asks('organization.write', 'no issuer answers there', () => ({
    issuer: 'https://192.0.2.1',
    clientId: 'x',
    clientSecret: 'x',
    domain: 'example.com',
  })),
  'PATCH /sso': { ...asks('organization.write', 'there is none', () => ({ isEnforced: false })), isAbsent: true },
  'POST /sso/verify-domain': { ...asks('organization.write', 'there is none'), isAbsent: true },
  'DELETE /sso': { ...asks('organization.write', 'there is none'), isAbsent: true },
  'GET /notifications': { ...reads('organization.read'), refusesSupport: true },
  'POST /notifications/read': asks('organization.read', 'what somebody has read is theirs alone'),
  'GET /notifications/choices': { ...reads('organization.read'), refusesSupport: true },
  'PUT /notifications/choices': asks('organization.read', 'how somebody is told is theirs alone', () => ({
    choices: [{ kind: 'job_failed', inApp: true, byMail: false }],
  })),
  'GET /support': reads('support.write'),
  'PUT /support': writes('support.write', 'support.allow', () => ({ hours: 4 })),
  'DELETE /support': writes('support.write', 'support.withdraw'),
  'GET /webhooks': reads('organization.write'),
  'POST /webhooks': writes('organization.write', 'webhook.create', () => ({
    url: 'https://example.com/made',
    events: ['batch.completed'],
  })),
  'GET /webhooks/:webhookId': readsOne('organization.write'),
  'PATCH /webhooks/:webhookId': writesOne('organization.write', 'webhook.change', () => ({
    description: 'changed',
    version: 1,
  })),
  'DELETE /webhooks/:webhookId': writesOne('organization.write', 'webhook.delete'),
  'POST /webhooks/:webhookId/rotate': writesOne('organization.write', 'webhook.rotate_secret'),
  'POST /webhooks/:webhookId/test': writesOne('organization.write', 'webhook.test'),
  'GET /webhooks/:webhookId/deliveries': readsOne('organization.write'),
  'POST /webhooks/:webhookId/deliveries/:deliveryId/resend': writesOne('organization.write', 'webhook.resend'),
  'POST /leave': writes('organization.read', 'member.leave'),
  'POST /owner': writesOne('owner.write', 'organization.transfer', ({ user }) => ({ userId: user })),
};
