import { accountRoutes } from './account-routes.ts';
import { asks, type RouteRows, reads, writes } from './route-row.ts';

const shared = ({ organization }: { organization: string }) => ({
  name: organization.slice(-8).toLowerCase(),
  source: { kind: 'folder', path: '/srv/none' },
});

/** Of the operator, with a session. */
const operatorRoutes: RouteRows = {
  'GET /api/operator': reads('operator'),
  'POST /api/operator/ledger-checks': writes('operator', 'ledger.check'),
  'GET /api/operator/base-models': reads('operator'),
  'POST /api/operator/base-models': writes('operator', 'base_model.import', shared),
  'DELETE /api/operator/base-models/:baseModelId': { ...writes('operator', 'base_model.delete'), isAbsent: true },
  'GET /api/operator/jobs': reads('operator'),
  'GET /api/operator/jobs/:jobId': reads('operator'),
  'POST /api/operator/jobs/:jobId/cancel': writes('operator', 'job.cancel'),
  'POST /api/operator/jobs/:jobId/retry': {
    ...asks('operator', 'operator-work.int.test.ts: nothing here has failed'),
    isRefused: true,
  },
  'POST /api/operator/workers/:workerId/drain': { ...writes('operator', 'worker.drain'), isAbsent: true },
  'POST /api/operator/workers/:workerId/resume': { ...writes('operator', 'worker.resume'), isAbsent: true },
  'POST /api/operator/webhooks/:source/:externalId/replay': { ...writes('operator', 'webhook.replay'), isAbsent: true },
  'POST /api/operator/meter-events/:identifier/replay': {
    ...writes('operator', 'meter_event.replay'),
    isAbsent: true,
  },
  'PUT /api/operator/switches': asks('operator', 'operator-work.int.test.ts: nothing is off here', () => ({
    ...{ name: 'jobs', reason: null },
  })),
  'POST /api/operator/announcements': writes('operator', 'site.announce', () => ({
    ...{ text: 'We move on Sunday.', tone: 'info' },
  })),
  'POST /api/operator/announcements/:announcementId/end': {
    ...writes('operator', 'site.end_announcement'),
    isAbsent: true,
  },
  'POST /api/operator/mails/:mailId/resend': { ...writes('operator', 'mail.resend'), isAbsent: true },
  'GET /api/operator/revenue': reads('operator'),
  'GET /api/operator/margins': reads('operator'),
  'GET /api/operator/worker-costs': reads('operator'),
  'PUT /api/operator/worker-costs': writes('operator', 'worker.set_cost', () => ({
    ...{ kind: 'cpu', effectiveDay: '2026-11-01', microsPerHour: '500000' },
  })),
  'GET /api/operator/prices': reads('operator'),
  'POST /api/operator/prices/preview': asks('operator', 'it only reckons', () => ({
    changes: [{ meter: 'training', baseModel: 'text-classifier-lstm', microsPerMillion: '600000' }],
  })),
  'POST /api/operator/prices': {
    ...asks('operator', 'operator-work.int.test.ts: a version that is not the newest'),
    isRefused: true,
  },
  'POST /api/operator/prices/:version/withdraw': { ...writes('operator', 'prices.withdraw'), isAbsent: true },
  'GET /api/operator/organizations': reads('operator'),
  'GET /api/operator/organizations/:organizationId': reads('operator'),
  'POST /api/operator/organizations/:organizationId/suspend': writes('operator', 'organization.suspend', () => ({
    reason: 'No card works',
    cancelJobs: false,
  })),
  'POST /api/operator/organizations/:organizationId/resume': asks(
    'operator',
    'operator-organizations.int.test.ts: nothing here is suspended',
  ),
  'POST /api/operator/organizations/:organizationId/credit': writes('operator', 'credit.grant', ({ organization }) => ({
    ...{ key: `gift-${organization.slice(-20)}`, amountMicros: '5000000', reason: 'Thanks' },
  })),
  'PUT /api/operator/organizations/:organizationId/limits': writes('operator', 'organization.limits', () => ({
    ...{ requestsPerMinute: null, tokensPerMinute: null, trainConcurrencyMax: 3, fileSizeBytesMax: null },
    ...{ storageBytesMax: null, reason: 'A trial of the larger plan' },
  })),
  'POST /api/operator/organizations/:organizationId/support': writes('operator', 'support.start', () => ({
    ...{ reason: 'They wrote that a job fails', isActing: false },
  })),
  'POST /api/operator/support/end': { ...writes('operator', 'support.end'), isAbsent: true },
  'PUT /api/operator/site/demo': {
    ...asks('operator', 'site.int.test.ts: nobody here administers what could be offered'),
    isRefused: true,
  },
  'DELETE /api/operator/site/demo': writes('operator', 'site.demo'),
  'PUT /api/operator/site/brand': writes('operator', 'site.brand', () => ({
    name: 'Acme Models',
    accent: '#2f6fed',
    supportEmail: 'help@example.com',
  })),
  'PUT /api/operator/site/logo': {
    ...asks('operator', 'site.int.test.ts: what stands here is no picture'),
    isRefused: true,
  },
  'DELETE /api/operator/site/logo': writes('operator', 'site.brand'),
  'POST /api/operator/site/incidents': writes('operator', 'site.report_incident', () => ({
    title: 'Slow calls',
    components: ['calls'],
    text: 'We look into it.',
  })),
  'POST /api/operator/site/incidents/:incidentId/updates': {
    ...writes('operator', 'site.update_incident', () => ({ state: 'RESOLVED', text: 'Mended.' })),
    isAbsent: true,
  },
};

const noToken = () => ({ token: 'none' });
/** Of whoever has the link of an invitation: invitations.int.test.ts proves what they write. */
const invitationLinkRoutes: RouteRows = {
  'POST /api/invitations/accept': { ...asks('session', 'the link is of nobody', noToken), isAbsent: true },
  'POST /api/invitations/join': asks('nothing', 'the link is of nobody'),
};

/** Whoever makes an organization owns it. */
const newOrganization: RouteRows = {
  'POST /api/organizations': asks('session', 'its entry is in the log of the organization that it makes', () => ({
    name: 'Made',
  })),
};

export const otherRoutes: RouteRows = {
  ...operatorRoutes,
  ...accountRoutes,
  ...invitationLinkRoutes,
  ...newOrganization,
  'GET /api/site/logo': { ...reads('nothing'), isAbsent: true },
  'POST /api/site/demo': asks('nothing', 'a visitor without an account: the call is in the usage of its owner'),
  'POST /webhooks/stripe': asks('nothing', 'Stripe says what it did, signed'),
  'GET /healthz': reads('nothing'),
  'GET /health': reads('nothing'),
  'GET /readyz': reads('nothing'),
  // Behind the operator's token: create-api.int.test.ts.
  'GET /metrics': reads('nothing'),
};
