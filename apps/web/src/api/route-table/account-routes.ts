import { asks, type RouteRow, type RouteRows, reads } from './route-row.ts';

const noAccount = 'belongs to no organization yet';
const proved = 'account-security.int.test.ts proves what it does, and its entry in the audit log';
const refused = (why = proved, body?: RouteRow['body']): RouteRow => ({
  ...asks('session', why, body),
  isRefused: true,
});
const absent = (body?: RouteRow['body']): RouteRow => ({ ...asks('session', proved, body), isAbsent: true });
const own = 'a person’s own affair';

/** Of a person, whatever they belong to. */
export const accountRoutes: RouteRows = {
  'GET /api/account': reads('session'),
  'PATCH /api/account': asks('session', own, () => ({ name: 'Ada' })),
  'DELETE /api/account': refused(),
  'POST /api/account/resend-verification': asks('session', 'sends a mail'),
  'POST /api/account/sign-out-everywhere': asks('session', 'ends sessions'),
  'POST /api/account/email-change': asks('session', 'sends mails', () => ({ email: 'next@example.com' })),
  'DELETE /api/account/email-change': asks('session', own),
  'GET /api/account/sessions': reads('session'),
  'DELETE /api/account/sessions': asks('session', 'ends sessions'),
  'DELETE /api/account/sessions/:sessionId': absent(),
  'GET /api/account/recent-sign-in': reads('session'),
  'GET /api/account/identities': reads('session'),
  'POST /api/account/identities': absent(() => ({ provider: 'github' })),
  'DELETE /api/account/identities/:provider': absent(),
  'GET /api/account/factors': reads('session'),
  'POST /api/account/confirm-identity': refused(),
  'POST /api/account/password': refused(),
  'POST /api/account/two-factor': asks('session', 'counts once it is confirmed'),
  'POST /api/account/two-factor/confirm': refused(),
  'DELETE /api/account/two-factor': refused(),
  'POST /api/account/recovery-codes': refused(),
  'GET /api/account/passkeys': reads('session'),
  'POST /api/account/passkeys/question': asks('session', 'counts once it is answered'),
  'POST /api/account/passkeys': refused(),
  'PATCH /api/account/passkeys/:passkeyId': absent(() => ({ name: 'Phone' })),
  'DELETE /api/account/passkeys/:passkeyId': absent(),
  'POST /api/account/sign-up': asks('nothing', noAccount),
  'POST /api/account/verify-email': asks('nothing', noAccount),
  'POST /api/account/forgot-password': asks('nothing', 'sends a mail'),
  'POST /api/account/reset-password': asks('nothing', noAccount),
  'POST /api/account/set-up-operator': asks('nothing', noAccount),
  'POST /api/account/sign-in/link': asks('nothing', 'sends a mail'),
  'POST /api/account/sign-in/link/use': asks('nothing', 'a sign-in'),
  'POST /api/account/sign-in/second-factor': asks('nothing', 'a sign-in'),
  'POST /api/account/sign-in/passkey': asks('nothing', 'a sign-in'),
  'POST /api/account/passkey-question': asks('nothing', 'a sign-in'),
  'POST /api/account/sign-in/sso': asks('nothing', 'leads to another service'),
  'POST /api/account/sign-in/provider': asks('nothing', 'leads to another service'),
  'GET /api/account/sign-in/callback': reads('nothing'),
  'POST /api/account/email-change/confirm': asks('nothing', proved),
};
