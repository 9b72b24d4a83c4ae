import { randomBytes } from 'node:crypto';
import { makeBrowser } from './http-client.mjs';
import { readMailLink } from './read-outbox.mjs';

/** Signs a new person up, confirms the address by the link in the mail, and signs in. */
export async function signUp(platform) {
  const browser = makeBrowser(platform);
  const email = `demo-${Date.now().toString(36)}@example.com`;
  const password = randomBytes(12).toString('base64url');
  await browser.call('/api/account/sign-up', {
    method: 'POST',
    body: { email, password, name: 'Demo', organizationName: 'Demo' },
  });
  const link = new URL(await readMailLink({ systemUrl: platform.systemUrl, recipient: email, kind: 'verify-email' }));
  const token = link.searchParams.get('token');
  await browser.call('/api/account/verify-email', { method: 'POST', body: { token } });
  await signIn(browser, { email, password });
  const { organizations } = await browser.call('/api/account');
  const [organization] = organizations;
  const [project] = organization.projects;
  return {
    result: email,
    browser,
    email,
    password,
    organizationId: organization.organizationId,
    projectId: project.id,
  };
}

/** The way of the sign-in form: a CSRF token first, then the credentials. */
async function signIn(browser, { email, password }) {
  const { csrfToken } = await browser.call('/api/auth/csrf');
  const answer = await browser.request('/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    form: new URLSearchParams({ csrfToken, email, password, redirect: 'false' }),
  });
  const location = answer.headers.get('location') ?? '';
  if (answer.status >= 400 || /[?&]error=/.test(location))
    throw new Error(`the sign-in was refused: ${answer.status} ${location}`);
}
