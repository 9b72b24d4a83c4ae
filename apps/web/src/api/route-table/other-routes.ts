import { asks, type RouteRows, reads, writes } from './route-row.ts';

const shared = ({ organization }: { organization: string }) => ({
  name: organization.slice(-8).toLowerCase(),
  source: { kind: 'folder', path: '/srv/none' },
});
const noAccount = 'belongs to no organization yet';

/** Of the operator, with a session. */
const operatorRoutes: RouteRows = {
  'GET /api/operator': reads('operator'),
  'POST /api/operator/ledger-checks': writes('operator', 'ledger.check'),
  'GET /api/operator/base-models': reads('operator'),
  'POST /api/operator/base-models': writes('operator', 'base_model.import', shared),
  'DELETE /api/operator/base-models/:baseModelId': { ...writes('operator', 'base_model.delete'), isAbsent: true },
};

/** Of a person, whatever they belong to. */
const accountRoutes: RouteRows = {
  'GET /api/account': reads('session'),
  'POST /api/account/resend-verification': asks('session', 'sends a mail'),
  'POST /api/account/sign-out-everywhere': asks('session', 'ends sessions'),
  'POST /api/account/sign-up': asks('nothing', noAccount),
  'POST /api/account/verify-email': asks('nothing', noAccount),
  'POST /api/account/forgot-password': asks('nothing', 'sends a mail'),
  'POST /api/account/reset-password': asks('nothing', noAccount),
  'POST /api/account/set-up-operator': asks('nothing', noAccount),
};

const noToken = () => ({ token: 'none' });
/** Of whoever has the link of an invitation: invitations.int.test.ts proves what they write. */
const invitationLinkRoutes: RouteRows = {
  'POST /api/invitations/accept': { ...asks('session', 'the link is of nobody', noToken), isAbsent: true },
  'POST /api/invitations/join': asks('nothing', 'the link is of nobody'),
};

export const otherRoutes: RouteRows = {
  ...operatorRoutes,
  ...accountRoutes,
  ...invitationLinkRoutes,
  'POST /webhooks/stripe': asks('nothing', 'Stripe says what it did, signed'),
  'GET /healthz': reads('nothing'),
  'GET /health': reads('nothing'),
  'GET /readyz': reads('nothing'),
  // Behind the operator's token: create-api.int.test.ts.
  'GET /metrics': reads('nothing'),
};
